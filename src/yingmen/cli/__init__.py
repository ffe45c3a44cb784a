"""The command line: one file per step, thin edges around the pure core.

Importing this package imports Typer and nothing of the steps: each command fetches what it needs when it
runs, so that `yingmen --help` answers at once.
"""

from __future__ import annotations

from yingmen.cli.app import run

__all__ = ["run"]
