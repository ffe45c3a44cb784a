"""Which of the six answers to read out."""

from __future__ import annotations

from django import forms

from yingmen.answer import Stance

ALL = "all"


class StanceForm(forms.Form):
    """The stance whose words are wanted, or all of them; nobody is moved to another."""

    stance = forms.ChoiceField(
        label="您的情况是哪一种？",
        choices=[*((one.value, one.label) for one in Stance), (ALL, "都看一看")],
        error_messages={"required": "请选一种。", "invalid_choice": "请选一种。"},
    )


def stance_of(word: str) -> Stance | None:
    """The stance that a word stands for; None is all of them."""
    return next((one for one in Stance if one.value == word), None)
