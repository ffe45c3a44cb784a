"""The record as pages: at the door, with or without a connection, and what was sealed."""
