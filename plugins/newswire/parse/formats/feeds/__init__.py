"""Feeds: RSS, Atom, JSON Feed, sitemaps and WordPress exports."""
