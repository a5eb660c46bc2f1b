-- reform: joint_acceptance
-- clock: acceptance
-- offices: acceptance_opinion, acceptance_no, org
-- note: before the reform each department came by itself; there are no rectification slips of that time, so the whole time is the net one
is_closed AND NOT is_double                  AS counted,
net_days                                     AS time,
gross_days                                   AS whole_time,
is_joint                                     AS new_way
