"""The flows that come before everything (docs/safety.md)."""
