CREATE VIEW plain.volume_by_day AS
SELECT
    (hour AT TIME ZONE 'UTC')::date AS day,
    provider,
    sum(versions)::bigint AS versions,
    sum(items)::bigint AS items,
    sum(copies)::bigint AS copies
FROM plain.volume_by_hour
GROUP BY 1, 2;
