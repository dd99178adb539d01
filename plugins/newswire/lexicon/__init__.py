"""The vocabulary of the wire: agencies, dates, zones, places, languages and the names of fields."""
