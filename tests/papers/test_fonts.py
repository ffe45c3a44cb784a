from __future__ import annotations

from pathlib import Path

import pytest

from papers.letters import LETTER
from yingmen.errors import OutputError
from yingmen.papers import fonts, pdf

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of fonts that a test may damage; the true one lies untouched."""
    for path in fonts.files():
        (tmp_path / path.name).symlink_to(path)
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)
    return tmp_path


@pytest.mark.parametrize("sign", "喆㛃犇龘䶮㼆堃𬭩𫘧·¥，。“”〔〕□■○×→〓")
def test_the_font_holds_what_names_and_papers_need(sign: str) -> None:
    assert fonts.lacking(sign) == ()


def test_characters_it_lacks_are_named_once_in_the_order_they_come() -> None:
    assert fonts.lacking("王𠮷和𪚥，𠮷😀") == ("𠮷", "𪚥", "😀")


def test_a_stand_in_is_set_where_it_lacks_one() -> None:
    assert fonts.printable("王𠮷先生") == "王〓先生"


def test_a_look_alike_is_taken_before_a_stand_in() -> None:
    assert fonts.printable("☐ 本人") == "□ 本人"


def test_marks_without_a_glyph_are_not_said_to_be_lacking() -> None:
    assert fonts.lacking("喆\ufe00葛\U000e0101a\u200db\n") == ()


@pytest.mark.parametrize("name", fonts.FILES)
def test_a_missing_font_is_one_message_that_names_file_and_remedy(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(OutputError) as caught:
        pdf.render(LETTER)
    assert name in str(caught.value)
    assert "tools/fonts" in str(caught.value)


@pytest.mark.parametrize("kept", [0, 3, 11, 200])
def test_a_damaged_font_is_one_message_that_names_file_and_remedy(folder: Path, kept: int) -> None:
    damaged = folder / fonts.FILES[0]
    content = damaged.read_bytes()[:kept]
    damaged.unlink()
    damaged.write_bytes(content)
    with pytest.raises(OutputError) as caught:
        pdf.render(LETTER)
    assert fonts.FILES[0] in str(caught.value)
    assert "tools/fonts" in str(caught.value)


def test_the_pinned_font_is_the_one_in_use() -> None:
    from hashlib import sha256

    sums = (ROOT / "fonts" / "SHA256SUMS").read_text(encoding="ascii").split()
    pinned = dict(zip(sums[1::2], sums[0::2], strict=True))
    found = {path.name: sha256(path.read_bytes()).hexdigest() for path in fonts.files()[: len(fonts.FILES)]}
    assert pinned == found


def test_the_font_lock_pins_one_version_and_names_no_host() -> None:
    import json

    text = (ROOT / "fonts" / "package-lock.json").read_text(encoding="utf-8")
    package = json.loads(text)["packages"]["node_modules/@expo-google-fonts/noto-sans-sc"]
    assert {"version", "integrity", "license"} == set(package)
    assert package["integrity"].startswith("sha512-")
    assert "://" not in text
