-- reform: mortgage_release
-- clock: mortgage_release
-- note: the new way is the mortgagee's own, over the net; an owner at the counter goes the old way, before and since
is_closed                                    AS counted,
calendar_seconds / 3600                      AS time,
initiator IN ('bank', 'fund') AND channel = 'online' AS new_way,
actual_trips                                 AS trips,
trips_saved                                  AS saved
