"""The interpreter: one dynamic Temporal workflow that runs every definition."""
