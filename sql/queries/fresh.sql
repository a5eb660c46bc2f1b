-- Not older than what is known of the key.
line NOT IN (${stale})
