"""One story in two languages: the stage after the loads that finds translations and joins them."""
