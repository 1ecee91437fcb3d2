// What the demo asks for, in the order shown. Any other prompt goes the same way: npm run demo -- "…".
export const demoPrompts: readonly string[] = [
  'Join customers and orders on customer_id, calculate total order amount per customer, filter customers with total > 1000',
  'Join employees, departments, and salaries tables. Calculate average salary by department. Filter departments with average salary greater than $50,000. Include department name, employee count, and average salary in the output.',
  'Join orders and order_items tables. Calculate the daily total amount. Group by order date. Include date, order count, and total amount.',
];
