insert into balance_response (account_id, slot, origin, requested_at, received_at, response_time,
                              time_source, status, status_message, format, body, part_lengths,
                              body_sha256, state, state_reason, job_execution_id)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::integer[], ?, ?, ?, ?)
returning response_id
