"""Recording: transitions become rows that pages read, in batches, while executions run."""
