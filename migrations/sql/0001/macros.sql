CREATE MACRO fold_name(raw_name) AS lower(nfc_normalize(trim(raw_name)));
COMMENT ON MACRO fold_name IS 'A name as it is compared: composed Unicode, lower case, no outer spaces';
