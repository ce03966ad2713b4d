"""The store, over SQLite and Postgres: one suite for both."""
