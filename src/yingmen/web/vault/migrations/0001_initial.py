"""The first tables."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Make them."""

    initial = True

    dependencies: ClassVar = []

    operations: ClassVar = [
        migrations.CreateModel(
            name="File",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("owner", models.CharField(default="owner", max_length=150)),
                ("opened_at", models.DateTimeField()),
                ("head", models.BinaryField(null=True)),
                ("key", models.BinaryField(null=True)),
            ],
            options={
                "db_table": "file",
            },
        ),
        migrations.CreateModel(
            name="Setting",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("value", models.TextField()),
            ],
            options={
                "db_table": "setting",
            },
        ),
        migrations.CreateModel(
            name="Arrival",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64)),
                ("entry", models.PositiveIntegerField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="arrivals", to="vault.file"
                    ),
                ),
            ],
            options={
                "db_table": "arrival",
                "constraints": [
                    models.UniqueConstraint(fields=("file", "key"), name="one_entry_for_each_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.PositiveBigIntegerField()),
                ("end", models.PositiveBigIntegerField()),
                ("data", models.BinaryField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="vault.file"
                    ),
                ),
            ],
            options={
                "db_table": "line",
                "constraints": [
                    models.UniqueConstraint(fields=("file", "start"), name="one_line_at_each_byte")
                ],
            },
        ),
        migrations.CreateModel(
            name="Piece",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("number", models.PositiveIntegerField()),
                ("data", models.BinaryField()),
                ("aside", models.BooleanField(default=False)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pieces", to="vault.file"
                    ),
                ),
            ],
            options={
                "db_table": "piece",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("file", "aside", "name", "number"), name="one_piece_for_each_place"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("data", models.TextField()),
                ("saved_at", models.DateTimeField()),
                ("what", models.CharField(max_length=200)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="vault.file"
                    ),
                ),
            ],
            options={
                "db_table": "version",
                "constraints": [
                    models.UniqueConstraint(fields=("file", "number"), name="one_document_for_each_number")
                ],
            },
        ),
    ]
