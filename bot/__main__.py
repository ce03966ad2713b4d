"""`python -m bot` is the same as `unsent`."""

import sys

from bot.cli import main

sys.exit(main())
