"""A school year of made-up pôles, played day by day through the services."""
