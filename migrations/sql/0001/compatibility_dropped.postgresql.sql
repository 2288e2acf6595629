DROP OPERATOR // (numeric, numeric);
DROP DOMAIN hugeint;
DROP FUNCTION getvariable, error, struct_pack, list_distinct, list_sort;
