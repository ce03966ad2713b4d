"""One module a moment: what is said and written down in it. `bot.core.decide` calls them."""
