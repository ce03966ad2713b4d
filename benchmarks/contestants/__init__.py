"""Bare echo bots that Unsent is compared with."""
