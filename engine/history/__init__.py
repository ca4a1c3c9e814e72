"""What Temporal's histories tell about executions that have ended."""
