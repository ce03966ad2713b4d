"""Makes what the reader runs on from `content/<language>/phrases/`. Outside the bot: nothing in `bot` imports it."""
