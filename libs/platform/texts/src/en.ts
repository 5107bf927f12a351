import { translation } from './translation.js';

/** Every text in English. */
export const en = translation({
  errors: {
    // The API's conventions
    token_required: {
      title: 'Token required',
      detail: 'Send a token in the header Authorization: Bearer <token>.',
    },
    token_invalid: {
      title: 'Token refused',
      detail:
        'The token has expired, has a bad signature or comes from another issuer. Log in again.',
    },
    role_required: {
      title: 'Role required',
      detail: 'Only these roles may do this: {roles:all role}. Ask somebody who has one of them.',
    },
    demo_disabled: {
      title: 'Demo logins switched off',
      detail: 'Demo logins are switched off. Get a token from {issuer}.',
    },
    route_unknown: {
      title: 'Unknown address',
      detail: '{method} {path} does not exist. See /docs.',
    },
    request_malformed: {
      title: 'Malformed request',
      detail:
        'The address, the headers or the body length are not valid HTTP. Correct the request.',
    },
    request_too_slow: {
      title: 'Request too slow',
      detail: 'The request did not arrive completely in time. Send it again with the same key.',
    },
    headers_too_large: {
      title: 'Headers too large',
      detail: 'The headers of the request are too large. Shorten them.',
    },
    version_unknown: {
      title: 'Unknown version',
      detail: 'Version {version} does not exist yet. The latest version is {last}.',
    },
    method_not_allowed: {
      title: 'Method not allowed',
      detail: '{method} is not allowed at this address. Allowed methods: {allowed}.',
    },
    not_acceptable: {
      title: 'Format not available',
      detail: 'The requested format ({accept}) is not available. Available formats: {available}.',
    },
    idempotency_key_required: {
      title: 'Idempotency-Key required',
      detail:
        'Send an Idempotency-Key header: a new key for each request, the same key to repeat one.',
    },
    idempotency_key_malformed: {
      title: 'Malformed Idempotency-Key',
      detail: 'The key must have 1 to 200 visible ASCII characters, without spaces.',
    },
    request_in_progress: {
      title: 'Request in progress',
      detail: 'The same request is still running. Repeat it in a moment with the same key.',
    },
    if_match_required: {
      title: 'If-Match required',
      detail: 'Read the resource and send its ETag in the If-Match header.',
    },
    if_match_malformed: {
      title: 'Malformed If-Match',
      detail: 'If-Match must be a single strong ETag, such as "3".',
    },
    correlation_id_malformed: {
      title: 'Malformed X-Correlation-Id',
      detail:
        'X-Correlation-Id must have 1 to 100 visible ASCII characters, without spaces. Correct it or leave it out.',
    },
    input_invalid: {
      title: 'Invalid input',
      detail: 'Nothing was saved. Correct the fields listed in errors.',
    },
    rate_limited: {
      title: 'Too many requests',
      detail:
        'At most {limit} requests in {window} seconds. Try again in {seconds} seconds, with the same key.',
    },
    too_many_at_once: {
      title: 'Too many requests at a time',
      detail:
        'At most {limit} requests at a time. Wait for answers, then try again with the same key.',
    },
    read_model_behind: {
      title: 'List not up to date yet',
      detail: 'The list has not reached position {position} yet. Try again in a moment.',
    },
    temporarily_unavailable: {
      title: 'Temporarily unavailable',
      detail: 'Try again in a moment with the same key. The operation will not be done twice.',
    },
    overloaded: {
      title: 'Too many requests',
      detail:
        'The server is already processing {limit} requests. Try again in a moment with the same key.',
    },
    stopping: {
      title: 'Server stopping',
      detail: 'This server is shutting down. Try again in a moment with the same key.',
    },
    identity_unavailable: {
      title: 'Token issuer unreachable',
      detail: 'The keys of {issuer} cannot be read. Try again in a moment.',
    },
    internal_error: {
      title: 'Internal error',
      detail: 'The server failed; your request is not the cause. Report the trace {traceId}.',
    },

    // The body of a request
    body_unexpected: {
      title: 'Body not allowed',
      detail: 'A {method} request has no body. Send it without a body and without its length.',
    },
    body_malformed: {
      title: 'Malformed JSON',
      detail: 'The body is not valid JSON. Check its quotes, commas and braces.',
    },
    body_not_utf8: {
      title: 'Unsupported encoding',
      detail: 'The body is not valid UTF-8. Send it as UTF-8 without a byte order mark.',
    },
    body_key_repeated: {
      title: 'Repeated field',
      detail: 'The field "{key}" appears twice in the same object. Keep one.',
    },
    body_key_forbidden: {
      title: 'Forbidden field',
      detail: 'The field "{key}" is not allowed. Remove it.',
    },
    body_too_deep: {
      title: 'JSON nested too deeply',
      detail: 'The body has more than {limit} levels of objects or lists. Flatten it.',
    },
    body_too_large: {
      title: 'Body too large',
      detail: 'The body exceeds {limit} bytes. Split it over several requests.',
    },
    document_too_large: {
      title: 'Document too large',
      detail:
        'The document exceeds {limit} bytes, the limit of one event. Split it into several documents.',
    },
    media_type_unsupported: {
      title: 'Unsupported media type',
      detail: 'Send the body as application/json in UTF-8.',
    },

    // Any document
    not_found: {
      title: 'Not found',
      detail: 'Not found: {resource:any resource} {id}. Check the identifier.',
    },
    already_exists: {
      title: 'Identifier already used',
      detail:
        'This identifier is already used ({resource:any resource} {id}). Read the existing document or create another one.',
    },
    revision_stale: {
      title: 'Stale revision',
      detail:
        'The document has changed since you read it (If-Match: {expected}, current revision: {actual}). Read it again, then retry.',
    },
    idempotency_key_reused: {
      title: 'Idempotency key already used',
      detail: 'This key was used for another request. Use a new key for each request.',
    },
    too_much_contention: {
      title: 'Too many concurrent writes',
      detail: 'Too many concurrent writes to {stream}. Try again with the same key.',
    },

    // Projects
    project_wrong_status: {
      title: 'Not possible in this status',
      detail:
        'The status of project {reference} is "{status:projectStatus}". Required: {allowed:any projectStatus}. Read it again before you retry.',
    },
    project_region_unknown: {
      title: 'Unknown region',
      detail: '{pcode} is not the P-code of a region of Mali. Give one such as ML07 (Gao).',
    },
    project_dates_reversed: {
      title: 'Dates reversed',
      detail:
        'The planned end ({plannedEnd}) is before the start ({plannedStart}). Correct one of the dates.',
    },
    qip_policy_missing: {
      title: 'No QIP policy',
      detail: 'No QIP policy is in force on this day. Ask the administrator to publish one.',
    },
    qip_currency: {
      title: 'Currency of the QIP',
      detail: 'The ceiling of a QIP must be in {currency}, not in {actual}. Convert the amount.',
    },
    qip_above_ceiling: {
      title: 'QIP above the ceiling',
      detail:
        'A QIP may cost at most {ceiling} {currency} (policy of {from}). This project exceeds that by {excess} {currency}. Reduce the amount or change the kind of project.',
    },
    qip_too_long: {
      title: 'QIP too long',
      detail:
        'A QIP may last at most {months} months (policy of {from}). Set the end to {latestEnd} at the latest.',
    },
    segregation_submitter_appraises: {
      title: 'Segregation of duties',
      detail: 'The person who submitted the project may not appraise it. Ask another person.',
    },
    segregation_submitter_decides: {
      title: 'Segregation of duties',
      detail:
        'The person who submitted the project may not approve or reject it. Ask another person.',
    },
    project_not_recommended: {
      title: 'Project not recommended',
      detail:
        'The appraisal does not recommend project {reference}. Reject it or return it for revision.',
    },
    committee_decision_missing: {
      title: 'No committee decision',
      detail:
        'A QIP cannot be approved without a decision of the review committee. Give its reference and date.',
    },
    committee_decision_date: {
      title: 'Date of the committee decision',
      detail:
        'The decision date ({decidedOn}) must be between {earliest} (submission) and {latest}. Check the minutes.',
    },
    agreement_date: {
      title: 'Date of the agreement',
      detail:
        'The agreement date ({signedOn}) must be between {earliest} (approval) and {latest}. Check it.',
    },
    implementation_date: {
      title: 'Start date',
      detail:
        'The start date ({startedOn}) must be between {earliest} (agreement) and {latest}. Check it.',
    },

    // Sites
    site_place_unknown: {
      title: 'Unknown place',
      detail:
        '{pcode} is not the P-code of a cercle or commune of Mali. Give one such as ML0703 (Gao).',
    },
    site_outside_country: {
      title: 'Point outside the country',
      detail:
        'The point {latitude}, {longitude} is outside Mali. Check the order (latitude, then longitude) and the signs.',
    },
    site_project_unknown: {
      title: 'Unknown project',
      detail:
        'Project {projectId} does not exist. Check its identifier or leave the site without a project.',
    },
    site_project_ended: {
      title: 'Project ended',
      detail:
        'The status of project {reference} is "{status:projectStatus}". Sites can no longer be linked to it.',
    },

    // Budget lines
    budget_line_wrong_status: {
      title: 'Not possible in this status',
      detail:
        'The status of budget line {reference} is "{status:budgetLineStatus}". Required: {needed:any budgetLineStatus}. Read it again before you retry.',
    },
    budget_line_unknown: {
      title: 'Unknown budget line',
      detail: 'This budget line does not exist. Check its identifier.',
    },
    budget_line_currency: {
      title: 'Currency of the budget line',
      detail:
        'The budget line is in {expected} and the amount is in {actual}. Give the amount in {expected}.',
    },
    allotment_too_large: {
      title: 'Allotment too large',
      detail: 'The allotments of {reference} would be too large in all: check the amount.',
    },
    allotment_below_use: {
      title: 'Allotment too low',
      detail:
        'The allotment cannot be less than {used} {currency}, which is already reserved, committed or spent. Give at least that amount, or release funds first.',
    },
    budget_line_in_use: {
      title: 'Budget line still in use',
      detail:
        'Budget line {reference} still has {reserved} {currency} reserved, {committed} {currency} committed, {unliquidated} {currency} not yet settled, {advances} {currency} of advances and {held} deliveries waiting for funds. Settle {documents} before you close the line.',
    },
    insufficient_funds: {
      title: 'Insufficient funds',
      detail:
        'Budget line {reference} is {shortfall} {currency} short (available: {available} {currency}). Reduce the amount or have the allotment revised.',
    },
    reservation_differs: {
      title: 'Reservation already requested',
      detail:
        'This reservation was already requested with another amount. Use a new identifier for a new request.',
    },
    reservation_not_held: {
      title: 'No such reservation',
      detail:
        'Budget line {reference} does not hold this reservation. It was refused, withdrawn or never requested. Check its identifier.',
    },
    commitment_not_held: {
      title: 'No such commitment',
      detail:
        'Budget line {reference} has no open commitment for this order. Check the order and its budget line.',
    },
    commitment_exists: {
      title: 'Order already committed',
      detail:
        'Order {reference} is already committed on this line. Change that commitment or place another order.',
    },
    document_currency: {
      title: 'Currency of the document',
      detail:
        'The document is in {expected} and this amount is in {actual}. Use the same currency from requisition to payment.',
    },
    delivery_not_recorded: {
      title: 'Unknown delivery',
      detail:
        'Budget line {reference} has not recorded this delivery, so there is nothing to reverse. Check its identifier.',
    },
    payment_not_recorded: {
      title: 'Unknown payment',
      detail: 'Budget line {reference} has not recorded this payment. Check its identifier.',
    },
    advance_not_open: {
      title: 'Advance too small',
      detail:
        'You can clear at most {open} {currency} of this advance: its balance, limited to what is delivered and unpaid.',
    },
    project_unknown: {
      title: 'Unknown project',
      detail:
        'Project {projectId} does not exist. Check the identifier or create the project first.',
    },
    project_closed_to_spending: {
      title: 'Project closed to spending',
      detail:
        'The status of project {project} is "{status:projectStatus}". No more funds can be linked to it. Choose another project.',
    },
    transfer_wrong_status: {
      title: 'Not possible in this status',
      detail:
        'The status of budget transfer {reference} is "{status:budgetTransferStatus}". Required: {needed:any budgetTransferStatus}. Read it again before you retry.',
    },
    transfer_lines: {
      title: 'Lines of the transfer',
      detail:
        'A transfer goes to another budget line of the same fund ({fund}), fiscal year ({fiscalYear}) and currency ({currency}). Choose such a line.',
    },
    transfer_limit_exceeded: {
      title: 'Above what may be transferred',
      detail:
        'By transfers at most {percent} % of its original allotment may leave budget line {reference}: {left} {currency} more. Reduce the amount.',
    },
    transfer_consent_missing: {
      title: 'Consent of the donor missing',
      detail:
        'The money of budget line {reference} is earmarked by {donor}. Give the reference and date of the consent in donorConsent.',
    },
    transfer_consent_in_future: {
      title: 'Date in the future',
      detail: 'The consent is dated {date}, after today ({today}). Give its real date.',
    },
    segregation_transfer_requester_approves: {
      title: 'Segregation of duties',
      detail: '{who} has requested this transfer and may not approve it. Ask another person.',
    },
    project_may_not_spend: {
      title: 'Project may not spend',
      detail:
        'The status of project {project} is "{status:projectStatus}". Nothing new is reserved or ordered for it. Have it approved or resumed, or use another budget line.',
    },
    project_ceiling_exceeded: {
      title: 'Above the ceiling of the project',
      detail:
        'Project {project} may cost {ceiling} {currency}; only {left} {currency} of it can still be allotted. Reduce the amount.',
    },
    line_axis_differs: {
      title: 'Axis of the project',
      detail:
        'Project {project} belongs to the axis {expected}, and the line to {actual}. Use the axis of the project.',
    },
    line_donor_differs: {
      title: 'Donor of the project',
      detail:
        '{donor} is not among the donors of project {project} ({donors}). Name one of them, or none.',
    },
    budget_line_exists: {
      title: 'Budget line already open',
      detail:
        'Budget line {first} is already open for the same fund, year, axis, class and project. Use that one, or close it first.',
    },
    allotment_awaited: {
      title: 'Allotment not decided yet',
      detail:
        'Budget line {reference} waits for the answer to an allotment. Try again in a moment.',
    },
    date_before_what_it_follows: {
      title: 'Date too early',
      detail:
        'The date {date} is before {earliest}, the date of what it follows. Give a later date.',
    },
    overrun_expired: {
      title: 'Expiry date in the past',
      detail:
        'The authorisation would expire on {expiresOn}, before today ({today}). Give a later date.',
    },
    carry_over_destination: {
      title: 'Destination of the carry-over',
      detail:
        'A carry-over needs an existing budget line of {fiscalYear} that is not closed and has the same fund, axis, class, project, donor and currency. Choose another line.',
    },

    // Contributions
    contribution_exists: {
      title: 'Contribution already registered',
      detail:
        'This origin ({source}, {externalId}) is already registered as contribution {reference}. Continue with that one.',
    },
    contribution_wrong_status: {
      title: 'Not possible in this status',
      detail:
        'The status of contribution {reference} is "{status:contributionStatus}". Required: {needed:any contributionStatus}. Read it again before you retry.',
    },
    contribution_date_missing: {
      title: 'Date missing',
      detail:
        'Give at least one of the dates pledgedOn (pledge), agreedOn (agreement) or receivedOn (receipt).',
    },
    contribution_date_in_future: {
      title: 'Date in the future',
      detail: 'The date {date} is after today ({today}). Give the date on which it happened.',
    },
    contribution_currency: {
      title: 'Currency of the contribution',
      detail:
        'The contribution is in {expected} and the amount is in {actual}. Give the amount in {expected}.',
    },
    contribution_unknown: {
      title: 'Unknown contribution',
      detail: 'This contribution does not exist. Check its identifier.',
    },
    contribution_date_before: {
      title: 'Date too early',
      detail: 'The date {date} is before {earliest}, the date of the step before it.',
    },
    contribution_for_other: {
      title: 'Contribution for something else',
      detail:
        'Contribution {reference} names another fund, project or donor than the budget line. Choose another contribution.',
    },
    contribution_used_up: {
      title: 'Contribution used up',
      detail:
        'Only {left} {currency} of contribution {reference} can be allotted now. Reduce the amount, or record what the donor has paid since.',
    },
    contribution_below_allotted: {
      title: 'Less than allotted',
      detail:
        '{allotted} {currency} are already allotted to budget lines. The agreed amount cannot be lower.',
    },
    contribution_over_received: {
      title: 'More than agreed',
      detail:
        'Only {outstanding} {currency} are still outstanding. If the donor paid more, record the amendment first.',
    },
    contribution_reference_used: {
      title: 'Bank reference in use',
      detail:
        'Bank reference {bankReference} is on the receipt of {receivedOn} of contribution {reference} already. Check the bank’s statement, and give this transfer its own.',
    },
    contribution_below_received: {
      title: 'Less than received',
      detail:
        '{received} {currency} have already been received. The agreed amount cannot be lower.',
    },

    // Exchange rates
    rate_table_exists: {
      title: 'Rate table already published',
      detail:
        'The rates of {month} ({base}) are already published. To change them, publish a correction.',
    },
    rate_currency: {
      title: 'Unknown currency',
      detail: '{currency} is not an ISO 4217 code. Correct it.',
    },
    rate_currency_twice: {
      title: 'Repeated currency',
      detail:
        '{currency} already has a rate in this table or is its base currency. Give each currency once.',
    },
    rate_currency_missing: {
      title: 'Currency missing',
      detail:
        'The correction has no rate for {currency}. Include every currency of the published table.',
    },
    rate_contradicts_peg: {
      title: 'Rates contradict the peg',
      detail:
        'EUR at {euro} and XOF at {franc} contradict the peg (1 EUR = {peg} XOF) by more than rounding. Check both rates.',
    },
    rate_unlikely: {
      title: 'Unlikely rate',
      detail:
        '{currency} was at {before} and would be at {now}, a change of more than {percent} %. Correct the rate; if it is right, send "acknowledged": true with a reason.',
    },

    // Business dates and periods
    date_in_future: {
      title: 'Date in the future',
      detail: 'The business date {date} is after today ({today} in Bamako). Give an earlier date.',
    },
    period_closed: {
      title: 'Period closed',
      detail:
        'The status of period {month} is "{status:periodStatus}". Use a date in an open period, or have this one reopened with a reason.',
    },
    rate_missing: {
      title: 'Exchange rate missing',
      detail:
        'No rate from {from} to {to} is published for {month}. Have the rate table of that month published, then retry.',
    },
    period_wrong_status: {
      title: 'Not possible in this status',
      detail:
        'The status of period {month} is "{status:periodStatus}". Required: {needed:any periodStatus}. Read it again before you retry.',
    },

    segregation_period: {
      title: 'Segregation of duties',
      detail:
        'A month is closed, reopened and certified by different people, and {who} has another of these duties for {month}. Ask another person.',
    },

    segregation_requisitioner_authorises_overrun: {
      title: 'Segregation of duties',
      detail:
        '{who} has asked for goods that line {reference} pays for and may not authorise its overrun. Ask another person.',
    },

    // Segregation of duties in procurement
    segregation_requisitioner_certifies: {
      title: 'Segregation of duties',
      detail:
        '{who} requested this purchase and may not certify its documents. Ask another person.',
    },
    segregation_certifier_requests: {
      title: 'Segregation of duties',
      detail:
        '{who} certified a document of this purchase and may not request it. Ask another person.',
    },
    segregation_requisitioner_buys: {
      title: 'Segregation of duties',
      detail: '{who} requested this purchase and may not place its orders. Ask another person.',
    },
    segregation_buyer_requests: {
      title: 'Segregation of duties',
      detail: '{who} placed an order of this purchase and may not request it. Ask another person.',
    },
    segregation_requisitioner_approves_award: {
      title: 'Segregation of duties',
      detail: '{who} requested this purchase and may not approve its award. Ask another person.',
    },
    segregation_award_approver_requests: {
      title: 'Segregation of duties',
      detail:
        '{who} approved an award of this purchase and may not request it. Ask another person.',
    },
    segregation_certifier_buys: {
      title: 'Segregation of duties',
      detail:
        '{who} certified a document of this purchase and may not place its orders. Ask another person.',
    },
    segregation_buyer_certifies: {
      title: 'Segregation of duties',
      detail:
        '{who} placed an order of this purchase and may not certify its documents. Ask another person.',
    },
    segregation_certifier_approves_award: {
      title: 'Segregation of duties',
      detail:
        '{who} certified a document of this purchase and may not approve its award. Ask another person.',
    },
    segregation_award_approver_certifies: {
      title: 'Segregation of duties',
      detail:
        '{who} approved an award of this purchase and may not certify its documents. Ask another person.',
    },
    segregation_buyer_approves_award: {
      title: 'Segregation of duties',
      detail:
        '{who} placed an order of this purchase and may not approve its award. Ask another person.',
    },
    segregation_award_approver_buys: {
      title: 'Segregation of duties',
      detail:
        '{who} approved an award of this purchase and may not place its orders. Ask another person.',
    },
    segregation_buyer_receives: {
      title: 'Segregation of duties',
      detail:
        '{who} placed an order of this purchase and may not receive its goods. Ask another person.',
    },
    segregation_receiver_buys: {
      title: 'Segregation of duties',
      detail:
        '{who} received goods of this purchase and may not place its orders. Ask another person.',
    },
    segregation_clerk_receives: {
      title: 'Segregation of duties',
      detail:
        '{who} registered an invoice or prepared a payment of this purchase and may not receive its goods. Ask another person.',
    },
    segregation_receiver_registers_invoice: {
      title: 'Segregation of duties',
      detail:
        '{who} received goods of this purchase and may not register its invoices or prepare its payments. Ask another person.',
    },
    segregation_certifier_approves_payment: {
      title: 'Segregation of duties',
      detail:
        '{who} certified a document of this purchase and may not approve its payments. Ask another person.',
    },
    segregation_payment_approver_certifies: {
      title: 'Segregation of duties',
      detail:
        '{who} approved a payment of this purchase and may not certify its documents. Ask another person.',
    },
    segregation_receiver_approves_payment: {
      title: 'Segregation of duties',
      detail:
        '{who} received goods of this purchase and may not approve its payments. Ask another person.',
    },
    segregation_payment_approver_receives: {
      title: 'Segregation of duties',
      detail:
        '{who} approved a payment of this purchase and may not receive its goods. Ask another person.',
    },
    segregation_clerk_approves_credit_note: {
      title: 'Segregation of duties',
      detail: '{who} entered this credit note and may not approve it. Ask another person.',
    },
    segregation_clerk_approves_payment: {
      title: 'Segregation of duties',
      detail:
        '{who} registered an invoice or prepared a payment of this purchase and may not approve its payments. Ask another person.',
    },
    segregation_payment_approver_registers_invoice: {
      title: 'Segregation of duties',
      detail:
        '{who} approved a payment of this purchase and may not register its invoices or prepare its payments. Ask another person.',
    },

    // Vendors
    vendor_duplicate: {
      title: 'Vendor already registered',
      detail:
        'The number {registrationNumber} ({country}) belongs to vendor {reference}, {name}. Use that vendor.',
    },
    vendor_wrong_status: {
      title: 'Not possible in this status',
      detail:
        'The status of vendor {reference} is "{status:vendorStatus}". Required: {needed:any vendorStatus}.',
    },
    vendor_screening_not_clear: {
      title: 'Screening not clear',
      detail: 'The last screening of vendor {reference} is not clear. Screen the vendor again.',
    },
    vendor_unknown: {
      title: 'Unknown vendor',
      detail: 'Vendor {vendorId} does not exist. Register it first.',
    },
    vendor_not_eligible: {
      title: 'Vendor not eligible',
      detail:
        'The status of vendor {reference} is "{status:vendorStatus}". Choose an eligible vendor, or have this one screened.',
    },
    vendor_screening_expired: {
      title: 'Screening expired',
      detail:
        'The screening of vendor {reference} was valid until {validUntil}. Screen the vendor again.',
    },

    // Procurement policies
    policy_value_malformed: {
      title: 'Invalid policy value',
      detail: 'Policy {key} takes {shape:policyShape}. Correct the value.',
    },
    policy_key_mismatch: {
      title: 'Different policy key',
      detail: 'This policy is {key}. A new value must have the same key.',
    },

    // Requisitions
    requisition_wrong_status: {
      title: 'Not possible in this status',
      detail:
        'The status of requisition {reference} is "{status:requisitionStatus}". Required: {needed:any requisitionStatus}.',
    },
    currency_mixed: {
      title: 'Several currencies',
      detail: 'A document has one currency ({currency}). Make one document per currency.',
    },
    document_total_zero: {
      title: 'Amount of zero',
      detail: 'The amount of line {line} is zero. Check its quantity and unit price.',
    },
    document_total_too_large: {
      title: 'Total too large',
      detail: 'The total of the lines is too large: check the quantities and unit prices.',
    },
    requested_budget_line_unknown: {
      title: 'Unknown budget line',
      detail: 'Line {line} refers to budget line {budgetLineId}, which does not exist. Correct it.',
    },
    requested_budget_line_not_open: {
      title: 'Budget line not open',
      detail:
        'The status of budget line {budgetLineId} is "{status:budgetLineStatus}". Choose an open line.',
    },
    requested_spend_class_differs: {
      title: 'Different spend class',
      detail:
        'The spend class of line {line} is "{spendClass:spendClass}", that of its budget line "{expected:spendClass}". Change one of them.',
    },
    requested_project_may_not_spend: {
      title: 'Project ended',
      detail:
        'Line {line} belongs to project {project}, whose status is "{status:projectStatus}". Only a project that is approved and neither suspended nor ended may spend. Choose another budget line.',
    },
    quantity_exceeds_requisition: {
      title: 'More than requested',
      detail:
        'Line {line}: {quantity} to order, but only {left} are left on requisition {reference}. Reduce the quantity.',
    },
    certification_over: {
      title: 'Certified anew',
      detail:
        'The order was drafted under certification {certification} of requisition {reference}, which now has certification {now}. Draft it again.',
    },
    requested_item_differs: {
      title: 'Not what is certified',
      detail:
        'Budget line, spend class, description or unit differ from line {line} of requisition {reference} as it is certified. Draft the order again.',
    },
    order_share_returning: {
      title: 'Order being cancelled',
      detail:
        'The share of purchase order {order}, which is cancelled, is on its way back to requisition {reference}. Try again in a moment.',
    },
    order_awaiting_commitment: {
      title: 'Commitment pending',
      detail:
        'An order of requisition {reference} is waiting for an answer from the budget. Try again in a moment.',
    },

    date_before_previous_step: {
      title: 'Before the step it follows',
      detail:
        'The date {date} is before {earliest}, the date of the step it follows. Choose a later one.',
    },
    outside_financial_year: {
      title: 'Outside the financial year',
      detail:
        'The date {date} is outside the financial year {fiscalYear} of budget line {reference}. Choose a line of the year of the date.',
    },

    // Purchase orders
    order_wrong_status: {
      title: 'Not possible in this status',
      detail:
        'The status of purchase order {reference} is "{status:orderStatus}". Required: {needed:any orderStatus}.',
    },
    order_unknown: {
      title: 'Unknown purchase order',
      detail: 'Purchase order {orderId} does not exist. Check its identifier.',
    },
    order_line_unknown: {
      title: 'Unknown order line',
      detail: 'Purchase order {reference} has no line {orderLine}. Correct the number.',
    },
    line_twice: {
      title: 'Repeated line',
      detail: 'Line {orderLine} appears twice. Add up the quantities on one line.',
    },
    order_amount_zero: {
      title: 'Amount of zero',
      detail: 'The amount of order line {line} is zero. Check its quantity and unit price.',
    },
    requisition_unknown: {
      title: 'Unknown requisition',
      detail: 'Requisition {requisitionId} does not exist. Check its identifier.',
    },
    requisition_not_certified: {
      title: 'Requisition not certified',
      detail:
        'The status of requisition {reference} is "{status:requisitionStatus}". Have it certified before you order.',
    },
    requisition_line_unknown: {
      title: 'Unknown requisition line',
      detail: 'Requisition {reference} has no line {line}. Correct the number.',
    },
    order_currency_differs: {
      title: 'Different currency than requested',
      detail: 'The requisition is in {expected} and line {line} in {currency}. Use {expected}.',
    },
    award_waiver_required: {
      title: 'Waiver required',
      detail: 'A direct purchase above {limit} {currency} needs a waiver. Give its reason.',
    },
    award_splits_purchase: {
      title: 'Purchase split',
      detail:
        'Together with {orders} it comes to {sum} {currency}, above the limit of {limit} {currency}. Buy it as a whole, with a waiver or by a higher authority.',
    },
    award_limit_exceeded: {
      title: 'Approval limit exceeded',
      detail: 'You may approve up to {limit} {currency}. Ask somebody with a higher limit.',
    },
    order_price_not_funded: {
      title: 'Price not funded',
      detail:
        'The budget lines do not hold all that purchase order {reference} costs. Allot funds, then put the order on hold and resume it: it asks again.',
    },
    order_awaits_budget: {
      title: 'Answer pending',
      detail:
        'Purchase order {reference} is waiting for an answer from the budget. Try again in a moment.',
    },
    amendment_open: {
      title: 'Amendment open',
      detail:
        'Amendment {number} of purchase order {reference} is not decided yet. Approve or withdraw it first.',
    },
    amendment_missing: {
      title: 'No amendment',
      detail: 'Purchase order {reference} has no proposed amendment. Propose one first.',
    },
    amendment_changes_nothing: {
      title: 'Nothing changes',
      detail: 'Line {orderLine} stays as it is. Give another quantity or price, or leave it out.',
    },
    amendment_below_accepted: {
      title: 'Less than accepted',
      detail: 'Of line {orderLine}, {accepted} are accepted already. Order at least as many.',
    },
    amendment_line_paid: {
      title: 'Price agreed',
      detail:
        'An invoice of line {orderLine} is paid or credited, or the budget holds its price. The price of the line cannot change any more.',
    },
    amendment_mixed_directions: {
      title: 'Two amendments in one',
      detail:
        'It adds to one budget line, takes from another and changes what was accepted. Propose two amendments.',
    },
    amendment_leaves_nothing: {
      title: 'Nothing left',
      detail: 'Nothing would be left of purchase order {reference}. Cancel or terminate it.',
    },
    order_line_complete: {
      title: 'Line complete',
      detail: 'Line {orderLine} is delivered in full. There is no rest to give up.',
    },
    carry_over_line_twice: {
      title: 'Budget line named twice',
      detail: 'Budget line {budgetLineId} is named twice. Name each line once.',
    },
    carry_over_nothing_open: {
      title: 'Nothing to carry over',
      detail:
        'Nothing of purchase order {reference} is still to come on budget line {budgetLineId}. Leave it out.',
    },
    carry_over_replacement_due: {
      title: 'Replacement due',
      detail:
        'Purchase order {reference} awaits a replacement of returned goods at the price of an invoice. Receive it, or cancel the invoice first.',
    },
    carry_over_advance_open: {
      title: 'Advance or receivable open',
      detail:
        'The vendor still owes an advance or another amount on purchase order {reference}. Recover it first: by an invoice, a refund or a write-off.',
    },
    carry_over_invoice_ahead: {
      title: 'Invoiced ahead',
      detail:
        'Invoices claim more of line {orderLine} than was accepted. Receive the goods, or cancel or correct the invoice first.',
    },
    carry_over_paid_ahead: {
      title: 'Paid ahead',
      detail:
        'More of line {orderLine} is paid than was accepted. Receive the goods, or recover what the vendor owes first.',
    },
    carry_over_not_divisible: {
      title: 'Amounts cannot be divided',
      detail:
        'What was accepted of line {orderLine} and what is still to come do not add up to its amount, because of rounding. Receive another quantity, or give up the rest and order it anew.',
    },
    receipt_exceeds_order: {
      title: 'More than ordered',
      detail:
        'Line {orderLine}: {quantity} accepted, but at most {left} still can be. Reject the excess.',
    },
    order_has_receipts: {
      title: 'Order partly delivered',
      detail: 'Purchase order {reference} has receipts. Terminate it instead of cancelling it.',
    },
    order_has_open_invoices: {
      title: 'Open invoices',
      detail: 'Purchase order {reference} has unpaid invoices. Pay or reject them first.',
    },
    vendor_owes_on_order: {
      title: 'The vendor owes',
      detail:
        'The vendor owes {owed} {currency} of purchase order {reference}. Have a replacement delivered, record the refund, offset it or write it off before paying.',
    },
    vendor_debt_settling: {
      title: 'Debt being settled',
      detail:
        'A refund, offset or write-off of purchase order {reference} is being recorded. Try again in a moment.',
    },
    payment_returning: {
      title: 'Payment being returned',
      detail:
        'A payment of purchase order {reference} is being returned by the bank. Try again in a moment.',
    },
    payment_came_back: {
      title: 'Payment settled already',
      detail:
        'Of what was paid on purchase order {reference}, {ended} {currency} have been refunded, offset or written off. None of its payments can be recorded as returned any more. Check with the bank what came back, and settle the difference with the vendor.',
    },
    not_owed_any_more: {
      title: 'Not owed any more',
      detail:
        'Purchase order {reference}, line {orderLine}: {left} {currency} are still owed. Correct the amount.',
    },
    order_not_settled: {
      title: 'Accepted and not invoiced',
      detail:
        'Purchase order {reference}, line {orderLine}: {quantity} accepted are not invoiced. Register the invoice, or a credit note if the vendor waives it.',
    },
    receivable_wrong_status: {
      title: 'Wrong status',
      detail:
        'Receivable {reference} is “{status:receivableStatus}”. It must be one of: {needed:any receivableStatus}.',
    },
    receivable_exceeded: {
      title: 'More than is owed',
      detail: '{left} {currency} of receivable {reference} are still owed. Reduce the amount.',
    },
    receivable_currency_differs: {
      title: 'Other currency',
      detail: 'The amount is in {currency}, the receivable in {expected}. Enter the same currency.',
    },
    offset_of_other_vendor: {
      title: 'Another vendor',
      detail:
        'Invoice {reference} is of another vendor. Offset against an invoice of the one who owes.',
    },
    write_off_limit_exceeded: {
      title: 'Above the limit of a write-off',
      detail:
        'The receivable exceeds the limit of {limit} {currency}. Recover a part of it, or ask an administrator to raise the limit.',
    },
    write_offs_exceed_limit: {
      title: 'Above the limit of a write-off',
      detail:
        'Together with {receivables}, written off before on this order or of this vendor, it comes to {sum} {currency}, above the limit of {limit} {currency}. Recover a part of it, or ask an administrator to raise the limit.',
    },
    bank_reference_used: {
      title: 'Bank reference in use',
      detail:
        'Bank reference {bankReference} is on {documents} already. Check the bank’s statement. If one transfer is for several documents on the same value date, state the amount of the whole transfer, the same on each.',
    },
    transfer_exceeded: {
      title: 'More than the transfer',
      detail:
        'Of transfer {bankReference} only {left} {currency} is left. Correct the amount of the document, or that of the transfer.',
    },
    transfer_currency_differs: {
      title: 'Another currency',
      detail:
        'The transfer is in {currency}, the document in {expected}. State the whole transfer in the currency of the document.',
    },
    segregation_requester_approves_write_off: {
      title: 'Segregation of duties',
      detail: '{who} asked for the write-off and cannot approve it. Ask another person.',
    },
    order_has_payments: {
      title: 'Money was paid',
      detail:
        'Payments of purchase order {reference} were released. Have a replacement delivered, or have them returned.',
    },
    delivery_before_order: {
      title: 'Delivered before the order',
      detail:
        'The delivery is dated {deliveredOn}, but purchase order {reference} is effective from {orderedOn}. Correct the date.',
    },
    delivery_reversal_pending: {
      title: 'Reversal in progress',
      detail:
        'The budget has not reversed a receipt of purchase order {reference} yet. Try again in a moment.',
    },
    reversal_before_delivery: {
      title: 'Reversed before the delivery',
      detail:
        'The reversal is dated {effectiveAt}, before the delivery of {deliveredOn}. Choose that date or a later one.',
    },
    reversal_before_payment: {
      title: 'Reversed before the payment',
      detail:
        'The reversal is dated {effectiveAt}, but these goods were paid on {paidOn}. Choose that date or a later one.',
    },
    payment_exceeds_accepted: {
      title: 'More than was accepted',
      detail:
        'Purchase order {reference}, line {orderLine}: the payment exceeds what was accepted by {missing} {currency}. Receive the goods or cancel the payment.',
    },
    payment_before_delivery: {
      title: 'Paid before the delivery',
      detail:
        'Purchase order {reference}, line {orderLine}: not everything had been delivered on {valueDate}. Choose a later value date.',
    },
    delivery_not_accrued: {
      title: 'Delivery not in the budget yet',
      detail:
        'The budget has not accrued a delivery of purchase order {reference} yet. Try again in a moment.',
    },
    delivery_held: {
      title: 'Delivery held for lack of funds',
      detail:
        'The budget holds a delivery of purchase order {reference}: {shortfall} {currency} are missing. Have funds allotted or an overrun authorised.',
    },
    advance_above_limit: {
      title: 'Advance above the limit',
      detail:
        'An order may allow at most {limit} % of its total in advance, not {percent} %. Choose a smaller share.',
    },
    advance_not_agreed: {
      title: 'No advance agreed',
      detail: 'Purchase order {reference} does not allow an advance. Pay its invoices.',
    },
    advance_currency_differs: {
      title: 'Different currency than ordered',
      detail: 'The order is in {expected}. Pay the advance in that currency, not in {currency}.',
    },
    advance_exceeds_agreed: {
      title: 'More than the agreed advance',
      detail:
        'At most {left} {currency} can still be paid in advance on purchase order {reference}. Reduce the amount.',
    },
    advance_guarantee_missing: {
      title: 'Guarantee missing',
      detail:
        'Above {limit} {currency} in advance, a bank must guarantee the payment. Give the guarantee.',
    },
    advance_guarantee_too_small: {
      title: 'Guarantee too small',
      detail:
        'The guarantee does not cover the advance of {amount} {currency}. Give one of that amount and currency at least.',
    },
    advance_guarantee_expired: {
      title: 'Guarantee expired',
      detail:
        'The guarantee is valid until {validUntil}, but the advance is dated {date}. Cancel the payment and prepare it again with a later guarantee.',
    },
    advance_on_its_way: {
      title: 'Advance on its way',
      detail:
        'The bank has not confirmed an advance on purchase order {reference} yet. Record its confirmation or its return first.',
    },
    advance_recovered: {
      title: 'Advance recovered',
      detail:
        'Invoices of purchase order {reference} have recovered {recovered} {currency} of this advance, so it cannot be returned as a whole. Reclaim the rest from the vendor.',
    },
    advance_reclaimed: {
      title: 'Advance reclaimed',
      detail:
        'On purchase order {reference}, {reclaimed} {currency} of this advance are reclaimed from the vendor already. Record what the bank receives as a refund of the receivable.',
    },
    advance_not_outstanding: {
      title: 'No advance to reclaim',
      detail:
        'On purchase order {reference} no advance that the bank has confirmed is outstanding. There is nothing to reclaim.',
    },
    order_advance_reclaimed: {
      title: 'Advance reclaimed',
      detail:
        'An advance on purchase order {reference} was reclaimed from the vendor. The order is not cancelled any more: terminate it.',
    },
    order_has_advance: {
      title: 'Advance outstanding',
      detail:
        'On purchase order {reference}, {outstanding} {currency} in advance are not recovered. Have invoices recover them, reclaim them from the vendor, or have the advance returned or cancelled.',
    },

    // Receipts
    receipt_wrong_status: {
      title: 'Not possible in this status',
      detail:
        'The status of receipt {reference} is "{status:receiptStatus}". Required: {needed:any receiptStatus}.',
    },
    order_not_receivable: {
      title: 'Order cannot be received',
      detail:
        'The status of purchase order {reference} is "{status:orderStatus}". Goods can be received only on an issued order.',
    },
    inspection_lines_differ: {
      title: 'Incomplete inspection',
      detail:
        'Line {orderLine}: accepted and rejected goods must add up to {quantity}, the quantity delivered.',
    },
    rejection_reason_required: {
      title: 'Reason for rejection required',
      detail: 'Line {orderLine}: say why goods are rejected.',
    },

    // Invoices
    invoice_wrong_status: {
      title: 'Not possible in this status',
      detail:
        'The status of invoice {reference} is "{status:invoiceStatus}". Required: {needed:any invoiceStatus}.',
    },
    invoice_duplicate: {
      title: 'Invoice already registered',
      detail:
        'Invoice {number} of this vendor is already registered as {reference}. Check that one.',
    },
    invoice_number_ended: {
      title: 'Number of an ended invoice',
      detail:
        'Invoice {number} of this vendor was rejected or cancelled as {reference}. To register it again, give {invoiceId} as “replaces”.',
    },
    invoice_replaces_other: {
      title: 'Not the same invoice',
      detail:
        'Invoice {reference} has another vendor or number. Only an invoice of the same number is replaced.',
    },
    invoice_not_counted: {
      title: 'Invoice not counted yet',
      detail: 'The order has not counted invoice {reference} yet. Try again in a moment.',
    },
    invoice_unknown: {
      title: 'Unknown invoice',
      detail: 'Invoice {invoiceId} does not exist. Check its identifier.',
    },
    invoice_date_in_future: {
      title: 'Invoice date in the future',
      detail: 'The invoice is dated {invoicedOn}, after today. Correct the date.',
    },
    order_not_invoiceable: {
      title: 'Order cannot be invoiced',
      detail:
        'The status of purchase order {reference} is "{status:orderStatus}". Only an issued order can be invoiced.',
    },
    order_written_off: {
      title: 'A debt was written off',
      detail:
        'Of purchase order {reference}, {amount} {currency} that the vendor owed were written off. Give the reason in `writeOffAcknowledged` to approve an invoice all the same, then have the vendor credit that much on it.',
    },
    invoice_does_not_match: {
      title: 'Invoice does not match',
      detail:
        'Invoice {reference} no longer matches its order ({kinds:all exceptionKind}). See its exceptions.',
    },
    invoice_has_payments: {
      title: 'Payments in progress',
      detail: 'Invoice {reference} has payments. Cancel them first.',
    },
    invoice_has_recoveries: {
      title: 'Advance recovered',
      detail:
        'Invoice {reference} has recovered a part of an advance, so it is paid in part. Have a credit note issued for what is not owed.',
    },
    payment_currency_differs: {
      title: 'Different currency than invoiced',
      detail: 'The invoice is in {expected}. Pay it in that currency, not in {currency}.',
    },
    payment_exceeds_invoice: {
      title: 'More than the amount due',
      detail: '{left} {currency} are left to pay on invoice {reference}. Reduce the amount.',
    },

    // Credit notes
    credit_note_wrong_status: {
      title: 'Not possible in this status',
      detail:
        'The status of credit note {reference} is "{status:creditNoteStatus}". Required: {needed:any creditNoteStatus}.',
    },
    credit_note_duplicate: {
      title: 'Credit note already registered',
      detail:
        'Credit note {number} of this vendor is already registered as {reference}. Check that one.',
    },
    credit_note_date_in_future: {
      title: 'Credit note dated in the future',
      detail: 'The credit note is dated {creditedOn}, after today. Correct the date.',
    },
    credit_note_before_invoice: {
      title: 'Credit note before the invoice',
      detail:
        'The credit note is dated {creditedOn}, before invoice {reference} of {invoicedOn}. Correct the date or the invoice.',
    },
    credit_note_currency_differs: {
      title: 'Other currency than the invoice',
      detail: 'The invoice is in {expected}. Enter the credit note in it, not in {currency}.',
    },
    credit_note_amount_zero: {
      title: 'Amount is zero',
      detail: 'Line {orderLine}: enter an amount above zero.',
    },
    credit_note_exceeds_invoice: {
      title: 'Credit note above what is left to pay',
      detail:
        'Line {orderLine}: {left} {currency} are left to pay on invoice {reference}, without the payments in progress. Reduce the amount, or cancel a payment in preparation.',
    },
    credit_note_exceeds_order: {
      title: 'Credit note too high',
      detail:
        'Purchase order {reference}, line {orderLine}: at most {left} {currency} can be credited.',
    },
    credit_note_one_document: {
      title: 'Invoice or order',
      detail: 'A credit note is for an invoice or for an order. Name one of the two.',
    },
    credit_note_pending: {
      title: 'Credit note in approval',
      detail: 'A credit note of invoice {reference} is being approved. Try again in a moment.',
    },
    invoice_has_credit_notes: {
      title: 'Invoice with credit notes',
      detail:
        'Invoice {reference} has credit notes. Cancel it, then register it again with its credit notes.',
    },

    // Payments
    payment_wrong_status: {
      title: 'Not possible in this status',
      detail:
        'The status of payment {reference} is "{status:paymentStatus}". Required: {needed:any paymentStatus}.',
    },
    payment_before_invoice: {
      title: 'Paid before the invoice',
      detail:
        'The value date {valueDate} is before the invoice of {invoicedOn}. Choose a later one.',
    },
    return_before_payment: {
      title: 'Returned before the payment',
      detail:
        'The return is dated {effectiveAt}, before the value date {valueDate}. Choose that date or a later one.',
    },

    // Reports
    spend_too_many_rows: {
      title: 'Too many rows',
      detail: 'The report exceeds {limit} rows. Group by fewer dimensions or add filters.',
    },

    // Webhooks
    webhook_wrong_status: {
      title: 'Not possible in this status',
      detail:
        'The status of webhook {url} is "{status:webhookStatus}". Required: {needed:any webhookStatus}.',
    },
    webhook_address_refused: {
      title: 'Address refused',
      detail:
        'The host {host} is internal or without TLS. Give a public https address or have this host added to TAMANI_WEBHOOK_HOSTS.',
    },
    webhook_type_unknown: {
      title: 'Unknown message type',
      detail: 'No message matches {type}. See /asyncapi.json.',
    },
    webhook_delivery_unknown: {
      title: 'Delivery not found',
      detail:
        'The webhook has no delivery {id} or no longer keeps it. See the list of its deliveries.',
    },
  },

  fields: {
    // Any field
    required: 'This field is required.',
    unknown_field: 'Unknown field. Remove it.',
    invalid_type: 'Expected {expected:any expectation}.',
    invalid_value: 'Possible values: {expected}.',
    invalid_format: 'Expected {expected:any expectation}.',
    too_short: 'At least {limit} characters.',
    too_long: 'At most {limit} characters.',
    too_few: 'At least {limit} items.',
    too_many: 'At most {limit} items.',
    too_small: 'Minimum: {limit}.',
    too_big: 'Maximum: {limit}.',
    text_blank: 'There is nothing to read in this text. Fill it in.',
    text_control: 'The text has control characters. Remove them, and type it again if need be.',
    refused: 'Invalid value.',

    // Parameters of a query
    unknown_parameter: 'Unknown parameter. Remove it.',
    parameter_malformed: 'Invalid value for this parameter.',
    parameter_repeated: 'Given more than once. Keep one.',
    limit_out_of_range: 'From 1 to 200.',
    sort_unknown: 'Cannot sort by this field. Possible fields: {fields}.',
    cursor_invalid: 'This cursor does not belong to this list. Start again from the beginning.',
    group_by_unknown: 'Group by dimensions separated by commas, chosen from: {dimensions}.',
    group_by_repeated: 'The same dimension appears twice. Keep one.',
    log_position_malformed: 'A position is an integer, as in the X-Event-Position header.',
    moment_malformed: 'Give a day (2026-10-31) or a UTC time (2026-10-31T10:00:00Z).',
    parameter_conflict: 'This parameter cannot be used with after. Keep one of them.',
    position_ahead:
      'This log has not reached that position. It comes from another log or from before a restore.',
    position_beyond_head: 'There is no such position yet. Send the X-Event-Position of a write.',
    range_reversed: 'The upper end is below the lower end. Swap them.',
    currency_required: 'Amounts are compared within one currency. Add currency=XOF, for example.',

    // Money, quantities, rates, dates
    amount_malformed: 'An amount is a decimal string, such as "1250.50".',
    amount_too_precise: 'The amount has more decimals than its currency. Round it.',
    amount_too_large: 'The amount is too large.',
    amount_negative: 'The amount cannot be negative.',
    amount_not_positive: 'The amount must be greater than zero.',
    currency_unknown: 'Unknown currency. Give an ISO 4217 code, such as XOF.',
    quantity_malformed: 'A quantity is a decimal string with at most three decimals.',
    quantity_not_positive: 'The quantity must be greater than zero.',
    quantity_too_large: 'The quantity must be below 1,000,000,000.',
    rate_malformed: 'A rate is a positive decimal string.',
    rate_out_of_range: 'A rate is at least 0.0001 and below 10,000,000.',
    date_out_of_range: 'The year must be from 2000 to 2099.',
    month_malformed: 'A month is written as YYYY-MM.',
    fiscal_year_malformed: 'A fiscal year is written as 2026-27.',

    // Projects
    pcode_malformed: 'A P-code is ML followed by 2, 4 or 6 digits, such as ML0703.',
    coordinate_malformed:
      'A coordinate is a decimal string in degrees with at most six decimals, such as "-0.0447".',
    project_id_malformed: 'The identifier of a project is a UUID. Take it from /v1/projects.',

    // Budgets
    rate_base_unsupported: 'Rates are given per US dollar. The base must be "USD".',
    payment_order_of_advance: 'An advance names its order; no other payment does.',
    payment_invoice_of_others: 'A payment names its invoice, unless it is an advance.',
    payment_guarantee_of_advance: 'Only an advance has a guarantee.',
    line_currency_unknown: 'Unknown currency. Give an ISO 4217 code, such as USD.',

    // Procurement
    vendor_country_malformed: 'Give the country as two capital letters (ISO 3166-1), such as ML.',
    policy_value_shape:
      'Give an amount (object with "amount" and "currency") or a number as a string, such as "90".',

    // Webhooks
    webhook_type_malformed:
      'Give a type such as procurement.ReceiptPosted.v1, a context such as budgets.*, or *.',
  },

  words: {
    /** What needs attention, and what resolves it. */
    attention: {
      refused_command:
        'A rule refused what a message asked for: books and documents differ. Correct the cause, then `tamani parked replay` or, with a reason, `drop`.',
      parked_message:
        'A message could not be handled. Find the cause in the log of the server, then `tamani parked replay` or, with a reason, `drop`.',
      requisition_returned:
        'The requisitioner answers the comments and submits the requisition again, or cancels it.',
      requisition_funds_pending:
        'The budget lines have not answered. Look for a parked message; the answer comes by itself once it is handled.',
      requisition_funds_rejected:
        'The requisitioner changes the requisition or cancels it; the budget officer can allot funds.',
      requisition_funds_reserved: 'The certifying officer certifies the requisition or returns it.',
      order_draft:
        'The buyer completes the order and the award approver approves it; or it is cancelled.',
      order_approving:
        'The requisition has not answered. Look for a parked message; the answer comes by itself once it is handled.',
      order_commitment_pending:
        'The budget lines have not answered. Look for a parked message; the answer comes by itself once it is handled.',
      order_on_hold: 'The buyer releases the order or terminates it.',
      order_price_unfunded:
        'The budget lines do not hold all that the accepted goods cost. The budget officer allots funds; then the buyer puts the order on hold and resumes it, and it asks again; one that is terminated asks with the next act on it.',
      order_guarantee_ends:
        'The bank guarantee of an advance that was paid runs out. Have invoices recover the advance, or reclaim and collect it, if need be from the guarantee.',
      order_written_off:
        'The vendor of this order was let off a debt and can still deliver. The buyer terminates the order; on what comes all the same, the vendor credits the debt.',
      receipt_registered: 'A receiver inspects the goods.',
      receipt_inspected: 'Another receiver posts the receipt.',
      receipt_posting:
        'The order has not answered. Look for a parked message; the answer comes by itself once it is handled.',
      invoice_matched: 'The certifying officer approves the invoice, disputes it or rejects it.',
      invoice_exception:
        'The exceptions of the invoice say what is missing: a receipt, another price, another quantity. It is corrected, disputed or rejected.',
      invoice_disputed: 'The dispute is settled with the vendor, or the invoice is rejected.',
      invoice_unpaid: 'The invoice clerk prepares the payment of what is open.',
      credit_note_registered: 'The certifying officer approves the credit note or cancels it.',
      credit_note_waiting:
        'The vendor, the invoice or the budget has not answered. Look for a parked message; the answer comes by itself once it is handled.',
      receivable_open:
        'The vendor pays back or delivers a replacement, or what it owes is offset against another invoice; otherwise it is written off.',
      receivable_waiting:
        'The order, the invoice or the budget has not answered. Look for a parked message; the answer comes by itself once it is handled.',
      write_off_requested: 'The approving officer approves the write-off or rejects it.',
      payment_preparing:
        'The invoice has not answered. Look for a parked message; the answer comes by itself once it is handled.',
      payment_prepared: 'The certifying officer certifies the payment or cancels it.',
      payment_certified: 'The approving officer approves the payment or cancels it.',
      payment_approved: 'The treasurer releases the payment.',
      payment_released:
        'The treasurer confirms the payment with the reference of the bank, or records that it was returned.',
      budget_line_delivery_held:
        'Funds are allotted to the line, or an overrun is authorised; the held delivery is then posted by itself.',
      budget_line_overcommitted:
        'Goods were sent back that had cost less than committed, and the difference is spent: funds are allotted to the line, or an order on it is reduced or ended.',
    },
    projectStatus: {
      none: 'not created',
      identified: 'identified',
      submitted: 'submitted',
      appraised: 'appraised',
      approved: 'approved',
      agreement_signed: 'agreement signed',
      implementation: 'under implementation',
      suspended: 'suspended',
      rejected: 'rejected',
      cancelled: 'cancelled',
    },
    budgetLineStatus: {
      none: 'not created',
      draft: 'draft',
      opening: 'opening in progress',
      open: 'open',
      frozen: 'frozen',
      soft_closed: 'closing',
      closed: 'closed',
    },
    budgetTransferStatus: {
      none: 'not created',
      requested: 'requested',
      rejected: 'rejected',
      withdrawn: 'withdrawn',
      approved: 'approved',
      refused: 'refused by its source',
      source_held: 'held on its source',
      destination_credited: 'credited to its destination',
      completed: 'completed',
      releasing: 'hold being released',
      hold_released: 'refused by its destination, hold released',
    },
    periodStatus: {
      planned: 'not opened yet',
      open: 'open',
      soft_closed: 'closing',
      closing: 'being closed',
      closed: 'closed',
      certified: 'certified',
      reopened: 'reopened',
    },
    contributionStatus: {
      none: 'not created',
      registered: 'registered',
      pledged: 'pledged',
      agreed: 'agreed',
      partially_received: 'partially received',
      received: 'received',
      closed: 'closed',
    },
    vendorStatus: {
      none: 'not created',
      registered: 'registered',
      eligible: 'eligible',
      suspended: 'suspended',
      ineligible: 'not eligible',
    },
    requisitionStatus: {
      none: 'not created',
      draft: 'draft',
      funds_pending: 'waiting for funds',
      funds_reserved: 'funds reserved',
      funds_rejected: 'funds refused',
      certified: 'certified',
      partially_ordered: 'partially ordered',
      ordered: 'ordered',
      closed: 'closed',
      cancelled: 'cancelled',
    },
    /** What the value of a policy is. */
    policyShape: {
      days: 'a whole number of days, from "1" to "9999"',
      percent: 'a percentage without a sign, as "0" or "2.5", of three decimals at most',
      contribution_step: 'a step: "pledged", "agreed" or "received"',
      money: 'an amount, as {"amount":"50.00","currency":"USD"}',
      money_in_usd: 'an amount in USD, as {"amount":"10000.00","currency":"USD"}',
    },
    orderStatus: {
      none: 'not created',
      draft: 'draft',
      approving: 'approval in progress',
      commitment_pending: 'waiting for the commitment',
      issued: 'issued',
      partially_received: 'partially received',
      fully_received: 'fully received',
      adjusting: 'amendment in progress',
      completed: 'completed',
      closed: 'closed',
      on_hold: 'on hold',
      cancelled: 'cancelled',
      terminated: 'terminated',
      lapsed: 'lapsed',
    },
    receiptStatus: {
      none: 'not created',
      registered: 'registered',
      inspected: 'inspected',
      posting: 'posting in progress',
      posted: 'posted',
      reversing: 'reversal in progress',
      reversed: 'reversed',
    },
    invoiceStatus: {
      none: 'not created',
      matched: 'matched',
      exception: 'with exceptions',
      approving: 'approval in progress',
      approved_for_payment: 'approved for payment',
      rejected: 'rejected',
      cancelled: 'cancelled',
      disputed: 'disputed',
      partially_paid: 'partially paid',
      paid: 'paid',
    },
    creditNoteStatus: {
      none: 'not created',
      registering: 'registration in progress',
      registered: 'registered',
      refused: 'refused',
      approving: 'approval in progress',
      approved: 'approved',
      cancelled: 'cancelled',
    },
    receivableStatus: {
      none: 'not created',
      open: 'open',
      settling: 'being settled',
      write_off_requested: 'write-off requested',
      writing_off: 'being written off',
      settled: 'settled',
      written_off: 'written off',
    },
    paymentStatus: {
      none: 'not created',
      preparing: 'preparation in progress',
      prepared: 'prepared',
      refused: 'refused',
      certified: 'certified',
      approved: 'approved',
      releasing: 'release in progress',
      released: 'released',
      confirmed: 'confirmed by the bank',
      confirming: 'confirmation in progress',
      returning: 'return in progress',
      returned: 'returned by the bank',
      cancelled: 'cancelled',
    },
    webhookStatus: {
      none: 'not created',
      active: 'active',
      paused: 'paused',
      disabled: 'disabled',
      closed: 'closed',
    },
    exceptionKind: {
      price: 'price',
      quantity: 'quantity',
      missing_receipt: 'missing receipt',
      currency: 'currency',
      vendor: 'vendor',
      amount: 'amount',
      funds: 'funds',
    },
    spendClass: {
      equipment: 'equipment',
      printing: 'printing',
      rehabilitation: 'rehabilitation',
      training: 'training',
      workshop: 'workshop',
      advisory: 'advisory',
      other: 'other',
    },
    role: {
      requisitioner: 'requisitioner',
      'certifying-officer': 'certifying officer',
      buyer: 'buyer',
      'award-approver': 'award approver',
      receiver: 'receiver',
      'invoice-clerk': 'invoice clerk',
      'approving-officer': 'approving officer',
      treasurer: 'treasurer',
      'budget-officer': 'budget officer',
      'project-officer': 'project officer',
      'programme-manager': 'programme manager',
      auditor: 'auditor',
      administrator: 'administrator',
      'reporting-job': 'reporting job',
    },
    resource: {
      Project: 'project',
      Site: 'site',
      BudgetLine: 'budget line',
      BudgetTransfer: 'budget transfer',
      Contribution: 'contribution',
      RateTable: 'rate table',
      FiscalPeriod: 'fiscal period',
      Vendor: 'vendor',
      Policy: 'policy',
      Requisition: 'requisition',
      PurchaseOrder: 'purchase order',
      Receipt: 'receipt',
      Invoice: 'invoice',
      CreditNote: 'credit note',
      Payment: 'payment',
      Webhook: 'webhook',
    },
    byteUnit: { B: 'B', KiB: 'KiB', MiB: 'MiB', GiB: 'GiB' },
    expectation: {
      string: 'a string',
      number: 'a number',
      int: 'an integer',
      boolean: 'true or false',
      array: 'a list',
      object: 'an object',
      null: 'null',
      date: 'a date YYYY-MM-DD',
      datetime: 'a UTC time, such as 2026-09-15T10:00:00Z',
      uuid: 'a UUID',
      url: 'a full address, such as https://example.org',
      email: 'an e-mail address',
      regex: 'another format (see /docs)',
    },
  },

  start: {
    settings_wrong: 'Settings',
    setting_unknown: 'unknown setting',
    setting_refused: 'invalid value',
    setting_missing_or_refused: 'missing setting or invalid value',
    settings_together: 'must be set together with the others of its group',
    settings_of_profile: 'must be set for TAMANI_PROFILE=distributed',
    foreign_log:
      'nothing was served or changed; put the right files back, or run "tamani rebuild --from-scratch" (docs/runbook.md)',
    setting_twice: 'is set as a value and as a file: one of them',
    setting_file_unread: 'the file cannot be read',
    seed_needs_demo:
      'the demonstration data is written with the demo logins, which an issuer switches off',
    demo_logins_closed:
      'with an address that others can reach anybody could log in under every name: set TAMANI_OIDC_*, or TAMANI_DEMO_LOGINS=network for a trial',
    demo_logins_open:
      'WARNING: demo logins are open on {host}: whoever reaches it can act under every name. For trials only.',
    demo_loading: 'Loading the demonstration data…',
    demo_projects: '{projects} projects, {vendors} vendors',
    demo_lines: '{done}/{of} budget lines',
    demo_done: '{lines} budget lines, {purchases} purchases',
  },

  docs: {
    log_in_as: 'Log in as',
    problems_title: 'Problems of the API',
    problems_all: 'All codes',
    problem_code: 'Code',
    problem_status: 'HTTP status',
    problem_meaning: 'Meaning',
  },

  cli: {
    // Help
    about: 'Tools for operators, auditors and scheduled jobs.',
    help_option: 'show this help',
    usage_title: 'Usage:',
    arguments_title: 'Arguments:',
    options_title: 'Options:',
    commands_title: 'Commands:',
    global_options_title: 'Global options:',
    exit_codes_title: 'Exit codes:',
    exit_ok: 'everything is done',
    exit_failed: 'something was refused or is wrong; the output says what',
    exit_usage: 'a command, option or file cannot be used; nothing was done',
    exit_unreachable: 'the server does not answer',
    exit_busy: 'the files are used by a running server',
    exit_internal: 'an internal error of this program',

    // Options
    json_option: 'answer as JSON on stdout',
    language_option: 'language of the messages',
    token_option: 'token from your own issuer (TAMANI_TOKEN); by default, the demo users',
    url_option: 'address of the server (TAMANI_URL)',
    data_dir_option: 'directory of the files (TAMANI_DATA_DIR)',

    // Problems of any command
    failure: '{title}: {detail}',
    no_system: '{folder}: the file {file} is missing; give the right directory with --data-dir',
    files_in_use: '{folder}: a running server is using these files; stop it, then try again',

    // seed
    seed_about: 'Loads demonstration data into a server, through its API.',
    seed_day_option: 'day of the data, YYYY-MM-DD',
    seed_day_bad: 'Give a date such as 2026-11-25.',
    seed_help: `You can run it again on the same day: nothing is created twice.
The day must not be in the future.

Examples:
  tamani seed
  tamani seed --day 2026-11-25 --url http://127.0.0.1:3001`,

    // import
    import_about: 'Imports real data.',
    import_contributions_about:
      'Imports funding flows (CSV as exported by FTS): pledges, agreements, receipts.',
    import_file: 'CSV file',
    import_donor_option: 'donor of flows that name none; without this option they have no donor',
    import_help: `You can run it again: keys are made from the column "id", so nothing is created
twice. The amount is the original amount in its currency if it is given and not zero, otherwise the
amount in dollars.

Examples:
  tamani import contributions flows.csv
  tamani import contributions flows.csv --donor-if-missing "Not specified"
  tamani import contributions flows.csv --json > report.json`,
    flows: 'flows',
    flow_repeated: 'line {line} ({id}): same as line {firstLine}, counted once',
    flow_refused: 'line {line} ({id}): refused ({code}): {why}',
    import_summary:
      '{rows} rows: {imported} imported, {unchanged} already there, {repeated} repeated, {refused} refused',
    flow_changed:
      'registered as {reference} for {was}, but the file says {is}: record the amendment',
    flow_file_missing: '{file}: file not found; check the path',
    flow_file_too_large:
      '{file}: file larger than 64 MiB; split it into several files with the same header',
    flow_columns_missing: 'columns missing in the first line: {missing}',
    flow_file_not_csv: 'this file is not CSV (RFC 4180): {why}',
    flow_columns_uneven:
      'the number of columns differs from the header: correct the quotes or commas',
    flow_id_missing:
      'the column "id" is empty: a second import would count the flow twice. Fill it in',
    flow_id_twice: 'same id as line {line} with other content: keep the right one of the two lines',
    flow_status_unknown: 'unknown status "{status}": use pledge, commitment or paid',

    // export
    export_about:
      'Writes a complete list of the API; without a name, shows the lists of the server.',
    export_list: 'name of the list',
    export_format_option: 'format',
    export_out_option: 'file to write, replaced once it is complete; "-" is standard output',
    export_filter_option: 'parameter of the API, name=value',
    export_help: `The columns of a CSV are those of the list's schema, in the same order. If the
account of the reporting job has no access to a list, a demo user who has reads it. An interrupted
export to a file continues where it stopped: run the same command again.

Examples:
  tamani export
  tamani export ledger-lines --out ledger.csv
  tamani export spend --filter groupBy=project,month > spend.csv
  tamani export contributions --format ndjson --filter currency=EUR --out contributions.ndjson
  tamani export purchase-orders --format csv-semicolon --out orders.csv`,
    export_list_unknown: 'no such list: {list}. Possible lists: {known}',
    export_filter_bad: 'filter without a value: {filter}; write name=value',
    export_two_answers: '--json writes to standard output: give a file with --out',
    export_link: '{file}: is a link, which is never replaced; give the file itself',
    export_folder: '{file}: is a folder; give a file',
    export_special: '{file}: is not a regular file; for a pipe, write "--out -"',
    export_unwritable: '{file}: cannot be written; check the path and the permissions ({why})',
    export_resumed: 'resumed after {lines} lines',
    export_done: '{file}: {lines} lines',
    lines: 'lines',

    // doctor
    doctor_about: 'Examines a system: settings, files, lag, parked messages.',
    doctor_help: `If a server answers, the command examines it (/livez, /readyz, /metrics);
otherwise it examines the files. The exit code is 1 as soon as something is wrong.

Examples:
  tamani doctor
  tamani doctor --url https://tamani.example.org --json
  tamani doctor --data-dir /var/lib/tamani`,
    no_server: '{url}: no server answers; examining the files in {folder}',
    no_server_distributed: '{url}: no server answers; examining the log and the read models',
    settings: 'settings: {list}',
    settings_default: 'settings: all by default',
    fact: '{name}: {value}',
    ready: 'ready: everything is up to date',
    not_ready: 'not ready: {why}',
    sound: '{part}: every page, row and checksum is right',
    damaged: '{part}: {count} damages; {cure}{what}',
    mend_log:
      'the log is damaged: write nothing more, keep the file, restore the backup ("tamani restore")',
    mend_derived: 'make it again: "tamani rebuild --from-scratch"; the log is not touched',
    mend_server_log: 'the log has an event that is not ours, or damaged: see docs/runbook.md',
    mend_key:
      'put webhook-key of the backup back; demo-issuer.json can be deleted, it is made again',
    mend_demo: 'delete demo-seed.json: nothing else depends on it',
    one_log: 'all files are of the same log',
    other_log: 'the files do not belong together: {why}',
    corrupt_none: 'no corrupt data met since the start',
    corrupt_some:
      '{count} pieces of corrupt data met since the start: stop the server, run "tamani doctor" again',
    file_size: '{file}: {size} {unit:byteUnit}',
    disk_free: 'disk: {size} {unit:byteUnit} free',
    disk_full: 'disk: {size} {unit:byteUnit} free; free some space: a full disk stops all writes',
    log_head: 'log: position {position} ({engine})',
    lag_events: '{name}: {count} events to process at the next start',
    lag_events_at_least: '{name}: at least {count} events to process at the next start',
    lag_messages: '{name}: {count} messages to process',

    // parked
    parked_about:
      'Handles messages that a process could not handle itself. The server must be stopped.',
    parked_list_about: 'lists all parked messages',
    parked_show_about: 'shows one message in full',
    parked_replay_about: 'processes a message and those with the same key',
    parked_drop_about: 'gives a message up; the log keeps a record of it',
    parked_by_option: 'name of the person who decides',
    parked_reason_option: 'reason for the decision',
    parked_help: `A message that fails is parked together with the messages of the same key that
follow it, in order.

Examples:
  tamani parked list
  tamani parked replay 7b0c6a1e-…
  tamani parked drop 7b0c6a1e-… --by "Awa Traoré" --reason "line closed, see BL-2026-0004"`,
    attention_some: '{count} × {kind} need attention: see GET /v1/attention',
    parked_none: 'no parked messages',
    parked_some: '{count} parked messages are waiting for a decision: see "tamani parked list"',
    parked_unknown: 'no parked message {id}; see "tamani parked list"',
    parked_dropped: 'message dropped; the log keeps a record of it',
    parked_replayed: '{count} messages processed',
    parked_still_fails: 'failed again; the key {key} is still blocked: {why}',

    // backup, restore
    backup_about: 'Backs up the log and the keys, with the server running or stopped.',
    backup_folder: 'directory of the backup, new or empty',
    backup_help: `The log is copied as it is at one moment, and the copy is verified.
What is derived from the log is not copied: "tamani restore" makes it again.

Examples:
  tamani backup /backups/2026-11-28
  tamani backup /backups/2026-11-28 --json --data-dir /var/lib/tamani`,
    backup_done: '{folder}: {count} events of the log {log}, copy verified ({madeAt})',
    backup_not_empty: '{folder}: this directory is not empty; give a new one',
    backup_no_backup: '{folder}: there is no backup here (backup.json is missing)',
    backup_log_there:
      '{folder}: there is a log already; --overwrite replaces it and keeps it under another name',
    backup_servers: 'distributed profile: back up EventStoreDB by its own means (docs/runbook.md)',
    restore_about: 'Puts a backup in place and makes again what is derived from it.',
    restore_folder: 'directory of the backup',
    restore_overwrite_option: 'replaces the log that is there; it stays under another name',
    restore_help: `The server must be stopped. The backup is verified before and after;
the read models are made again, messages at the next start.

Examples:
  tamani restore /backups/2026-11-28
  tamani restore /backups/2026-11-28 --overwrite --data-dir /var/lib/tamani`,
    restore_done: '{folder}: {count} events of the log {log} put in place ({madeAt})',

    // rebuild
    rebuild_about: 'Rebuilds the read models from the log and compares them.',
    rebuild_models: 'context or context/model',
    rebuild_check_option: 'compare without replacing anything',
    rebuild_scratch_option: 'delete everything derived from the log and make it again',
    rebuild_scratch_done:
      '{models} read models made again up to position {position}; the log is untouched',
    cure_foreign: 'Put the right files back, or run "tamani rebuild --from-scratch".',
    cure_corrupt: 'Run "tamani doctor": it names what is damaged and the cure.',
    rebuild_help: `The server must be stopped. Each model is rebuilt separately and compared,
document by document, with the live one. If they differ, the command shows the differences and
replaces the model (exit code 1).

Examples:
  tamani rebuild
  tamani rebuild budgets reporting/ledger --check
  tamani rebuild --from-scratch
  tamani rebuild --json --data-dir /var/lib/tamani`,
    rebuild_unknown: 'unknown read model: {unknown}. Known models: {known}',
    rebuild_identical: '{name}: {documents} documents, identical',
    rebuild_replaced:
      '{name}: {documents} documents, {different} different, {missing} missing, {extra} extra; model replaced',
    rebuild_left:
      '{name}: {documents} documents, {different} different, {missing} missing, {extra} extra; model kept',
  },
});
