"""Unsent: write here instead of to your ex. ARCHITECTURE.md says where to start reading."""
