"""The tables. Every row hangs on a `File`, and a file has one owner: permission asks nothing else."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

OWNER = "owner"
"""The one user of a machine of one's own; a shared server will put its accounts here."""


class File(models.Model):
    """One case, whatever its versions: what a shelf has one folder for."""

    owner = models.CharField(max_length=150, default=OWNER)
    opened_at = models.DateTimeField()
    head = models.BinaryField(null=True)
    key = models.BinaryField(null=True)

    objects: ClassVar[models.Manager[File]]

    class Meta:
        """Names in the database."""

        app_label = "vault"
        db_table = "file"

    def __str__(self) -> str:
        """Which row it is, without what it holds."""
        return f"{self.owner}: {self.pk}"


class Version(models.Model):
    """A case's document as it was saved once; never changed afterwards."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    data = models.TextField()
    saved_at = models.DateTimeField()
    what = models.CharField(max_length=200)

    objects: ClassVar[models.Manager[Version]]

    class Meta:
        """One document for each number."""

        app_label = "vault"
        db_table = "version"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "number"], name="one_document_for_each_number")
        ]

    def __str__(self) -> str:
        """Which row it is, without what it holds."""
        return f"{self.file_id}: {self.number}"


class Line(models.Model):
    """A line of the journal, from byte `start` to byte `end`; appended, never changed."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="lines")
    start = models.PositiveBigIntegerField()
    end = models.PositiveBigIntegerField()
    data = models.BinaryField()

    objects: ClassVar[models.Manager[Line]]

    class Meta:
        """One line at each byte."""

        app_label = "vault"
        db_table = "line"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "start"], name="one_line_at_each_byte")
        ]

    def __str__(self) -> str:
        """Which row it is, without what it holds."""
        return f"{self.file_id}: {self.start}-{self.end}"


class Piece(models.Model):
    """A part of an attachment, or of bytes kept aside: so that none has to be held whole."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="pieces")
    name = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    data = models.BinaryField()
    aside = models.BooleanField(default=False)

    objects: ClassVar[models.Manager[Piece]]

    class Meta:
        """One piece for each place."""

        app_label = "vault"
        db_table = "piece"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["file", "aside", "name", "number"], name="one_piece_for_each_place"
            )
        ]

    def __str__(self) -> str:
        """Which row it is, without what it holds."""
        return f"{self.file_id}: {self.name} {self.number}"


class Arrival(models.Model):
    """What a page sent once, by the key it gave: the same key again is not written down twice."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="arrivals")
    key = models.CharField(max_length=64)
    entry = models.PositiveIntegerField()

    objects: ClassVar[models.Manager[Arrival]]

    class Meta:
        """One entry for each key."""

        app_label = "vault"
        db_table = "arrival"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "key"], name="one_entry_for_each_key")
        ]

    def __str__(self) -> str:
        """Which row it is, without what it holds."""
        return f"{self.file_id}: {self.key}"


class Setting(models.Model):
    """A choice about the app itself: the passcode's hash, when it locks, the throttle."""

    name = models.CharField(max_length=40, primary_key=True)
    value = models.TextField()

    objects: ClassVar[models.Manager[Setting]]

    class Meta:
        """Names in the database."""

        app_label = "vault"
        db_table = "setting"

    def __str__(self) -> str:
        """Which row it is, without what it holds."""
        return self.name
