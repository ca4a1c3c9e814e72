"""What people see: NiceGUI pages and components."""
