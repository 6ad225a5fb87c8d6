//! Tables of mails as residents, officers and councillors write them.
