-- Sample data of version 5: a letter on paper beside those by mail.
UPDATE letter SET paper = 1, recipient = 'Ada Fenwick' || char(10) || '12 High Street'
 WHERE id = (SELECT min(id) FROM letter WHERE for_staff = 0);
