"""What a workflow is: definition, operations, rules, plan and expressions; pure, without I/O or framework."""
