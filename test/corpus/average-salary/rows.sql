-- exactly at the limit (Ops), just above it (HR), two salaries of one person (Eng), nobody (Legal), no department
insert into hr.departments values (110, 'Eng'), (120, 'Ops'), (130, 'HR'), (140, 'Legal');
insert into hr.employees (employee_id, department_id) values (101, 110), (102, 110), (103, 120), (104, 120), (105, 130), (106, 130), (107, null);
insert into hr.salaries values (101, 60000), (101, 70000), (102, 50000), (103, 50000), (104, 50000), (105, 50001), (106, 50000), (107, 90000);
