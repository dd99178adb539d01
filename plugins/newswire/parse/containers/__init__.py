"""Documents that hold other documents: archives, mailboxes, messages and streams."""
