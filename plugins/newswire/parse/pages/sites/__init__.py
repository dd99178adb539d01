"""Rules for single sites, as data: one TOML file a host."""
