"""What each verb of the command line does; `bot.cli` names them and reads their options."""
