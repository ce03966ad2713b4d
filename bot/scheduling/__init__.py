"""The one tick: what is due, a sign of life, housekeeping."""
