-- Nine in ten stories of a load are written in the order of their numbers, the others afterwards between them. A full page
-- splits then, and both halves stay half empty, since no later load comes back to them. A fifth of each page is left free.
ALTER INDEX news.shown_pkey SET (fillfactor = 80);
ALTER INDEX news.shown_of_item SET (fillfactor = 80);
ALTER INDEX news.shown_of_story SET (fillfactor = 80);
