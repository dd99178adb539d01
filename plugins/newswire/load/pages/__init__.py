"""What a load keeps of web pages: the addresses that join stories, and the lines that their hosts repeat."""
