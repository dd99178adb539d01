"""The pages of the desk, each module with its addresses, its queries and the values of its templates."""
