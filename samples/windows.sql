INSERT INTO settlement_windows (currency, window_start, window_end) VALUES
    ('USD', '14:00', '22:00'),  -- US business hours
    ('EUR', '08:00', '16:00'),  -- European business hours
    ('GBP', '08:00', '16:00'),  -- UK business hours
    ('AED', '08:00', '16:00'),  -- UAE business hours
    ('INR', '09:00', '17:00');  -- India business hours
