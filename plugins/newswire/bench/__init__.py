"""Measurements that people can repeat: how fast documents are parsed and stories are loaded."""
