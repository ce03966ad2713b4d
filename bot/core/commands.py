"""The slash commands in the order of the menu and /help; `commands.yaml` says what each does."""

COMMANDS: tuple[str, ...] = (
    "start",
    "urge",
    "stats",
    "letters",
    "plans",
    "reasons",
    "settings",
    "export",
    "forget",
    "privacy",
    "help",
    "sos",
)
