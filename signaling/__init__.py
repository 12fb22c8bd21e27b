"""Calls: rooms, seats and messages. Knows nothing of inspections. See PROTOCOL.md."""
