"""PostgreSQL: models, repositories, transactions, notifications and the embedded server."""
