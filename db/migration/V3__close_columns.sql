-- The columns of balance_close change. Its file creates the type and the function again.
DROP TYPE IF EXISTS balance_close_row CASCADE;
