"""Commands that move stories: fetch, parse, load and correct."""
