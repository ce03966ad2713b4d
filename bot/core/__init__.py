"""The conversation, pure: what follows from one incoming thing for one person. Knows no framework and no clock."""
