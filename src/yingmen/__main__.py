"""`yingmen` and `python -m yingmen`: run a command, say clearly what went wrong, exit 0, 1 or 2."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; see `yingmen --help`."""
    from yingmen.cli import run  # noqa: PLC0415 - importing yingmen.__main__ alone must stay cheap

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
