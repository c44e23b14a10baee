-- The revisions of Envers. Leave these out where the application has a history already.
create table REVINFO (
    REV integer not null auto_increment,
    REVTSTMP bigint,
    primary key (REV)
) engine=InnoDB;

-- Consent's own tables.
create sequence consent_derived_given_up_seq start with 1 increment by 50 nocache;
create sequence consent_derived_keys_seq start with 1 increment by 50 nocache;
create sequence consent_erasure_model_seq start with 1 increment by 50 nocache;
create sequence consent_guardian_seq start with 1 increment by 50 nocache;
create sequence consent_hold_seq start with 1 increment by 50 nocache;
create sequence consent_obligation_seq start with 1 increment by 50 nocache;
create sequence consent_privileged_use_seq start with 1 increment by 50 nocache;
create sequence consent_question_seq start with 1 increment by 50 nocache;
create sequence consent_record_seq start with 1 increment by 50 nocache;
create sequence consent_sweep_run_seq start with 1 increment by 50 nocache;
create sequence consent_voice_seq start with 1 increment by 50 nocache;
create sequence consent_wording_seq start with 1 increment by 50 nocache;
create table consent_chain (
    id varchar(64) not null,
    last_hash varchar(64) not null,
    links bigint not null,
    primary key (id)
) engine=InnoDB;
create table consent_derived_erasure (
    id binary(16) not null,
    copies varchar(8000) not null,
    erased_at datetime(6) not null,
    obligations longtext,
    reasons varchar(255) not null,
    rule varchar(255) not null,
    subjects integer not null,
    primary key (id)
) engine=InnoDB;
create table consent_derived_given_up (
    id bigint not null,
    given_up_at datetime(6) not null,
    given_up_by varchar(64) not null,
    data varchar(64) not null,
    key_count bigint not null,
    reason varchar(500) not null,
    primary key (id)
) engine=InnoDB;
create table consent_derived_keys (
    id bigint not null,
    attempts integer not null,
    last_error varchar(255),
    next_attempt_at datetime(6) not null,
    attributes varchar(4000),
    key_count integer not null,
    data varchar(64) not null,
    due_at datetime(6) not null,
    entity varchar(500) not null,
    erased_at datetime(6) not null,
    erasure binary(16) not null,
    reasons varchar(255) not null,
    row_keys longtext not null,
    primary key (id)
) engine=InnoDB;
create table consent_erasure_model (
    id bigint not null,
    cause varchar(1000) not null,
    counts_until datetime(6) not null,
    digest varchar(64) not null,
    fingerprint varchar(64) not null,
    generation bigint not null,
    primary key (id)
) engine=InnoDB;
create table consent_guardian (
    id bigint not null,
    appointed_at datetime(6) not null,
    appointed_by varchar(64) not null,
    guardian_id varchar(64) not null,
    removed_at datetime(6),
    removed_by varchar(64),
    guardian_role enum ('LEGAL_GUARDIAN','OPERATOR','PARENT','STAFF','SUBJECT') not null,
    subject_key varchar(64) not null,
    subject_type varchar(64) not null,
    primary key (id)
) engine=InnoDB;
create table consent_hold (
    id bigint not null,
    basis enum ('ARCHIVING','FREEDOM_OF_EXPRESSION','LEGAL_CLAIMS','LEGAL_OBLIGATION','PUBLIC_HEALTH','RESTRICTION'),
    ended_at datetime(6),
    ended_by varchar(64),
    entity varchar(255),
    in_force_at datetime(6),
    kind enum ('PAUSE','PERSON','ROW','TYPE') not null,
    mask_before bigint,
    placed_at datetime(6) not null,
    placed_by varchar(64) not null,
    reason varchar(500) not null,
    row_key varchar(1000),
    settled bit not null,
    subject_key varchar(64),
    subject_type varchar(64),
    valid_until datetime(6),
    primary key (id)
) engine=InnoDB;
create table consent_ledger_link (
    id bigint not null,
    hash varchar(64) not null,
    previous_hash varchar(64) not null,
    content_hash varchar(64) not null,
    history_of varchar(64) not null,
    revision bigint not null,
    row_id bigint not null,
    primary key (id)
) engine=InnoDB;
create table consent_notice (
    id binary(16) not null,
    attempts integer not null,
    last_error varchar(255),
    next_attempt_at datetime(6) not null,
    subject_key varchar(64) not null,
    subject_type varchar(64) not null,
    acknowledged_at datetime(6),
    created_at datetime(6) not null,
    due_at datetime(6) not null,
    kind enum ('CORRECTION','DELIVER_AGAIN','ERASURE','RESTRICTION','RESTRICTION_LIFTED','WITHDRAWAL') not null,
    party varchar(64) not null,
    purpose varchar(64) not null,
    sent_at datetime(6),
    state enum ('ACKNOWLEDGED','CANCELLED','PENDING','SENT') not null,
    primary key (id)
) engine=InnoDB;
create table consent_obligation (
    id bigint not null,
    attempts integer not null,
    last_error varchar(255),
    next_attempt_at datetime(6) not null,
    subject_key varchar(64) not null,
    subject_type varchar(64) not null,
    due_at datetime(6) not null,
    erased_so_far varchar(8000),
    erasing_since datetime(6),
    not_before datetime(6) not null,
    purpose varchar(64),
    reason enum ('FORGET','PURPOSE_ENDED','TERM_AFTER_PURPOSE','TERM_FROM_DATE') not null,
    receipt_id bigint,
    reference binary(16) not null,
    requested_at datetime(6) not null,
    state enum ('AWAITING','CANCELLED','DONE','FAILED','HELD','PENDING') not null,
    primary key (id)
) engine=InnoDB;
create table consent_privileged_use (
    id bigint not null,
    actor varchar(64) not null,
    opened_at datetime(6) not null,
    reason varchar(500) not null,
    open_until datetime(6) not null,
    primary key (id)
) engine=InnoDB;
create table consent_purpose (
    code varchar(64) not null,
    mask_bit integer not null,
    primary key (code)
) engine=InnoDB;
create table consent_question (
    id bigint not null,
    channel varchar(64) not null,
    decided_at datetime(6) not null,
    evidence varchar(255),
    grantor_id varchar(64) not null,
    grantor_role enum ('LEGAL_GUARDIAN','OPERATOR','PARENT','STAFF','SUBJECT') not null,
    made_at datetime(6),
    purpose varchar(64) not null,
    recorded_by varchar(64) not null,
    state enum ('DEFERRED','EXPIRED','GIVEN','INVALIDATED','REFUSED','RENEWED','REQUESTED','REVOKED','UNKNOWN','WITHDRAWN') not null,
    subject_key varchar(64) not null,
    subject_type varchar(64) not null,
    valid_until datetime(6),
    worded_at datetime(6) not null,
    wording_language varchar(35),
    wording_sha256 varchar(64),
    wording_version varchar(64),
    primary key (id)
) engine=InnoDB;
create table consent_question_AUD (
    id bigint not null,
    REV integer not null,
    REVTYPE tinyint,
    channel varchar(64),
    decided_at datetime(6),
    evidence varchar(255),
    grantor_id varchar(64),
    grantor_role enum ('LEGAL_GUARDIAN','OPERATOR','PARENT','STAFF','SUBJECT'),
    made_at datetime(6),
    purpose varchar(64),
    recorded_by varchar(64),
    state enum ('DEFERRED','EXPIRED','GIVEN','INVALIDATED','REFUSED','RENEWED','REQUESTED','REVOKED','UNKNOWN','WITHDRAWN'),
    subject_key varchar(64),
    subject_type varchar(64),
    valid_until datetime(6),
    worded_at datetime(6),
    wording_language varchar(35),
    wording_sha256 varchar(64),
    wording_version varchar(64),
    primary key (REV, id)
) engine=InnoDB;
create table consent_receipt (
    id bigint not null,
    hash varchar(64) not null,
    previous_hash varchar(64) not null,
    finished_at datetime(6) not null,
    reasons varchar(255) not null,
    reference binary(16) not null,
    erased_rows varchar(8000) not null,
    rule varchar(255) not null,
    started_at datetime(6) not null,
    subjects integer not null,
    version varchar(64) not null,
    primary key (id)
) engine=InnoDB;
create table consent_record (
    id bigint not null,
    channel varchar(64) not null,
    decided_at datetime(6) not null,
    evidence varchar(255),
    grantor_id varchar(64) not null,
    grantor_role enum ('LEGAL_GUARDIAN','OPERATOR','PARENT','STAFF','SUBJECT') not null,
    made_at datetime(6),
    purpose varchar(64) not null,
    recorded_by varchar(64) not null,
    state enum ('DEFERRED','EXPIRED','GIVEN','INVALIDATED','REFUSED','RENEWED','REQUESTED','REVOKED','UNKNOWN','WITHDRAWN') not null,
    subject_key varchar(64) not null,
    subject_type varchar(64) not null,
    valid_until datetime(6),
    worded_at datetime(6) not null,
    wording_language varchar(35),
    wording_sha256 varchar(64),
    wording_version varchar(64),
    of_age_at datetime(6),
    primary key (id)
) engine=InnoDB;
create table consent_record_AUD (
    id bigint not null,
    REV integer not null,
    REVTYPE tinyint,
    channel varchar(64),
    decided_at datetime(6),
    evidence varchar(255),
    grantor_id varchar(64),
    grantor_role enum ('LEGAL_GUARDIAN','OPERATOR','PARENT','STAFF','SUBJECT'),
    made_at datetime(6),
    purpose varchar(64),
    recorded_by varchar(64),
    state enum ('DEFERRED','EXPIRED','GIVEN','INVALIDATED','REFUSED','RENEWED','REQUESTED','REVOKED','UNKNOWN','WITHDRAWN'),
    subject_key varchar(64),
    subject_type varchar(64),
    valid_until datetime(6),
    worded_at datetime(6),
    wording_language varchar(35),
    wording_sha256 varchar(64),
    wording_version varchar(64),
    of_age_at datetime(6),
    primary key (REV, id)
) engine=InnoDB;
create table consent_replayed (
    intent binary(16) not null,
    replayed_at datetime(6) not null,
    primary key (intent)
) engine=InnoDB;
create table consent_subject (
    subject_type varchar(64) not null,
    subject_key varchar(64) not null,
    mask bigint not null,
    primary key (subject_type, subject_key)
) engine=InnoDB;
create table consent_sweep_lock (
    id integer not null,
    turns bigint not null,
    primary key (id)
) engine=InnoDB;
create table consent_sweep_run (
    id bigint not null,
    done bigint not null,
    seen_at datetime(6) not null,
    worked_nanos bigint not null,
    primary key (id)
) engine=InnoDB;
create table consent_voice (
    id bigint not null,
    channel varchar(64) not null,
    decided_at datetime(6) not null,
    evidence varchar(255),
    grantor_id varchar(64) not null,
    grantor_role enum ('LEGAL_GUARDIAN','OPERATOR','PARENT','STAFF','SUBJECT') not null,
    made_at datetime(6),
    purpose varchar(64) not null,
    recorded_by varchar(64) not null,
    state enum ('DEFERRED','EXPIRED','GIVEN','INVALIDATED','REFUSED','RENEWED','REQUESTED','REVOKED','UNKNOWN','WITHDRAWN') not null,
    subject_key varchar(64) not null,
    subject_type varchar(64) not null,
    valid_until datetime(6),
    worded_at datetime(6) not null,
    wording_language varchar(35),
    wording_sha256 varchar(64),
    wording_version varchar(64),
    counts bit not null,
    primary key (id)
) engine=InnoDB;
create table consent_voice_AUD (
    id bigint not null,
    REV integer not null,
    REVTYPE tinyint,
    channel varchar(64),
    decided_at datetime(6),
    evidence varchar(255),
    grantor_id varchar(64),
    grantor_role enum ('LEGAL_GUARDIAN','OPERATOR','PARENT','STAFF','SUBJECT'),
    made_at datetime(6),
    purpose varchar(64),
    recorded_by varchar(64),
    state enum ('DEFERRED','EXPIRED','GIVEN','INVALIDATED','REFUSED','RENEWED','REQUESTED','REVOKED','UNKNOWN','WITHDRAWN'),
    subject_key varchar(64),
    subject_type varchar(64),
    valid_until datetime(6),
    worded_at datetime(6),
    wording_language varchar(35),
    wording_sha256 varchar(64),
    wording_version varchar(64),
    primary key (REV, id)
) engine=InnoDB;
create table consent_wording (
    id bigint not null,
    change_kind enum ('MATERIAL','MINOR') not null,
    language varchar(35) not null,
    published_at datetime(6) not null,
    purpose varchar(64) not null,
    sha256 varchar(64) not null,
    text longtext not null,
    version varchar(64) not null,
    primary key (id)
) engine=InnoDB;
create index consent_derived_keys_next 
   on consent_derived_keys (data, next_attempt_at, id);
create index consent_derived_keys_due 
   on consent_derived_keys (due_at, id);
create index consent_derived_keys_erasure 
   on consent_derived_keys (erasure);
create index consent_guardian_subject 
   on consent_guardian (subject_type, subject_key);
create index consent_hold_settled 
   on consent_hold (settled, id);
create index consent_hold_subject 
   on consent_hold (subject_type, subject_key);
create index consent_ledger_link_row 
   on consent_ledger_link (history_of, row_id, revision);
create index consent_notice_next 
   on consent_notice (state, next_attempt_at);
create index consent_notice_due 
   on consent_notice (state, due_at);
create index consent_notice_created 
   on consent_notice (created_at, id);
create index consent_notice_subject 
   on consent_notice (subject_type, subject_key);
create index consent_obligation_next 
   on consent_obligation (state, next_attempt_at, id);
create index consent_obligation_due 
   on consent_obligation (state, due_at, id);
create index consent_obligation_subject 
   on consent_obligation (subject_type, subject_key);
alter table if exists consent_obligation 
   add constraint UK6movolwa1gf6dd0fs063mio4s unique (reference);
alter table if exists consent_purpose 
   add constraint UKaf956sgaxkijojbd67sy5tcbb unique (mask_bit);
alter table if exists consent_question 
   add constraint consent_question_subject_purpose unique (subject_type, subject_key, purpose, grantor_id);
alter table if exists consent_receipt 
   add constraint UKbil97ehtcx7qh86hh3t612cy unique (reference);
create index consent_record_valid_until 
   on consent_record (state, valid_until);
create index consent_record_worded_at 
   on consent_record (purpose, worded_at);
create index consent_record_of_age_at 
   on consent_record (state, of_age_at);
alter table if exists consent_record 
   add constraint consent_record_subject_purpose unique (subject_type, subject_key, purpose);
create index consent_sweep_run_seen 
   on consent_sweep_run (seen_at);
alter table if exists consent_voice 
   add constraint consent_voice_subject_purpose unique (subject_type, subject_key, purpose, grantor_id);
alter table if exists consent_wording 
   add constraint consent_wording_version_language unique (purpose, version, language);
alter table if exists consent_question_AUD 
   add constraint FKt1ehmw9dh6daiob2rfi9stub3 
   foreign key (REV) 
   references REVINFO (REV);
alter table if exists consent_record_AUD 
   add constraint FKqumy5h1ak8rgxilwcodv07aa9 
   foreign key (REV) 
   references REVINFO (REV);
alter table if exists consent_voice_AUD 
   add constraint FKo1feacvmuigq6r1lgavjn21nm 
   foreign key (REV) 
   references REVINFO (REV);
