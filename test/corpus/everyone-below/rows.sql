update people.employees set manager_id = case when employee_id = 0 then null else (employee_id - 1) / 3 end;
