"""Who may come in: the guard before everything, sessions, one-time links and local mode."""
