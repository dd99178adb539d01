"""Words that a desk puts around a story: ends, credits of pictures, headings of notes, placeholders."""
