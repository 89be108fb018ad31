// Generated from the hub's OpenAPI description by "npm run types". Do not edit.
export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Public keys of receipts (RFC 7517), also the old ones. */
        get: operations["readReceiptKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This description. */
        get: operations["readDescription"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process answers. */
        get: operations["isLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether requests should be sent here.
         * @description A gateway is ready without the database, as long as it knows the keys and the exchange is there. A process that was told to stop is not.
         */
        get: operations["isReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counters and gauges for Prometheus.
         * @description Without a token of the hub only for its own computer.
         */
        get: operations["readMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/case-files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Case files (Akten), newest first.
         * @description People: permission `record.read`. A key: what it filed.
         */
        get: operations["listCaseFiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/case-files/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One case file with its parts (Teilakten), cases (Vorgänge) and documents.
         * @description People: permission `record.read`. A key: what it filed.
         */
        get: operations["readCaseFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/case-files/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close a case file (zdA).
         * @description With all its parts. The history of the case file keeps who did it, and why.
         */
        post: operations["closeCaseFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/case-files/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a case file again.
         * @description With all its parts. The history of the case file keeps who did it, and why.
         */
        post: operations["reopenCaseFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/causes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why messages stand still, by cause; those with most messages first. */
        get: operations["listCauses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/causes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One cause, and what is written down about it. */
        get: operations["readCause"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/causes/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write down what is known about a cause. It stays when the messages are gone. */
        post: operations["writeNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One document with its versions, their formats, its annexes (Anlagen) and its history.
         * @description People: permission `record.read`. A key: what it filed.
         */
        get: operations["readDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The bytes of a document as they were filed.
         * @description People: permission `record.read`. A key: what it filed. Checked against their SHA-256 while they are read; a range is checked by its length only. Where the tenant hides contents, the journal says who read it.
         */
        get: operations["readContent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What changes, as server-sent events.
         * @description Takes the permission `state.read`. `overview`: as `GET /v1/overview` answers it, at first and whenever something in it is another, every 2 s at most. A comment every 15 s shows that the connection lives. It ends when the person may not listen any more, and when the hub stops.
         */
        get: operations["listen"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Jobs, newest first. */
        get: operations["listJobs"];
        put?: never;
        /**
         * Release, discard, or hand back many messages.
         * @description What is selected is written down now; what stops later is not part of it. The hub carries it out by itself.
         */
        post: operations["createJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One job. */
        get: operations["readJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agree to a job of somebody else, which then runs. */
        post: operations["approveJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End it. What was sent goes its way; the rest is left as it is. */
        post: operations["cancelJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The messages of a job with their results, in the order in which they are sent. */
        get: operations["listJobItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send nothing more for now. */
        post: operations["pauseJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Do not agree to a job of somebody else. */
        post: operations["refuseJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go on where it was paused. */
        post: operations["resumeJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a job would do. */
        post: operations["previewJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who did what, newest first.
         * @description Permission `journal.read`. Nobody can change an entry. A page that is not the last has `after`.
         */
        get: operations["readJournal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Messages, newest first.
         * @description People: permission `state.read`. Those that a worker has written down; one that was accepted a moment ago may not be among them yet. A page that is not the last has `after`.
         */
        get: operations["listMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The state of one message, with its receipt once it is filed.
         * @description People: permission `state.read`. The id alone proves that a message was accepted: it answers `accepted` before a worker has seen it.
         */
        get: operations["readMessage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{id}/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every try with one message, oldest first.
         * @description People: permission `state.read`.
         */
        get: operations["readAttempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{id}/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The corrections of a message, oldest first. */
        get: operations["listCorrections"];
        put?: never;
        /**
         * Correct a parked message.
         * @description The body is checked as the front door would. Nothing is filed before it is approved.
         */
        post: operations["proposeCorrection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{id}/corrections/{number}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send the corrected message through the pipeline, in place of what was sent.
         * @description Where the tenant wants two people, it must not be the one who corrected it.
         */
        post: operations["approveCorrection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{id}/corrections/{number}/payload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The corrected body. */
        get: operations["readCorrectedPayload"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{id}/corrections/{number}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Do not file the correction. The message stays parked. */
        post: operations["refuseCorrection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reject a parked message.
         * @description Permission `message.decide`. The sender reads the reason; a rejected message can be run again.
         */
        post: operations["discardMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{id}/hand-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reject a parked message, so that its sender puts it right and sends it again.
         * @description Permission `message.decide`. The sender reads the reason; a rejected message can be run again.
         */
        post: operations["handBackMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{id}/payload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The message as it was sent.
         * @description Permission `content.read`. Never as a type that a browser would run.
         */
        get: operations["readPayload"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a parked message through the pipeline once more.
         * @description Permission `message.decide`. It is a new attempt of the same submission, so nothing can be filed twice by it.
         */
        post: operations["releaseMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{id}/rerun": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a rejected message through the pipeline once more.
         * @description Permission `message.decide`, after the connector or its settings changed. It is a new attempt of the same submission, so nothing can be filed twice by it. A refusal that was not sent to a webhook yet is not sent.
         */
        post: operations["rerunMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that happened to one message, from its arrival to its receipt. */
        get: operations["readTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/outbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Receipts for webhooks, newest first.
         * @description Permission `state.read`; no key. A page that is not the last has `after`.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/outbox/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a receipt now.
         * @description Permission `message.decide`. Also when its target rests, or it was stopped. The delivery keeps its id, so that a receiver that has it already knows it.
         */
        post: operations["releaseDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How messages flow, for each procedure and in all.
         * @description Takes the permission `state.read`. What waits, how old the oldest of it is, how fast it gets less, what is parked, and whether what the hub needs is there.
         */
        get: operations["readOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/overview/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many messages were accepted and settled when, for charts.
         * @description Takes the permission `state.read`. `accepted` counts every `202`, also of a message that is sent again; the others count submissions, each time they were settled.
         */
        get: operations["readSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * People of the tenant, by name.
         * @description Permission `person.administer`. A page that is not the last has `after`.
         */
        get: operations["listPeople"];
        put?: never;
        /**
         * Create a login.
         * @description Permission `person.administer`. The role `provider-administrator` is given by those who may do what it permits.
         */
        post: operations["createPerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{name}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lock a login.
         * @description Permission `person.administer`. All sessions of the person end; a password is refused within five seconds.
         */
        post: operations["disablePerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{name}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unlock a login.
         * @description Permission `person.administer`.
         */
        post: operations["enablePerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{name}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a new first password.
         * @description Permission `person.administer`. All sessions of the person end.
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{name}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change what a person may do.
         * @description Permission `person.administer`. It holds with the next request of the person.
         */
        post: operations["changeRoles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/procedures/{procedure}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand over one message.
         * @description `202` means: the message is durable and in the books of the hub. Whether it is filed is told by its state. After `429`, `503`, or no answer at all, send it again with the same `Idempotency-Key`.
         */
        post: operations["acceptMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/procedures/{procedure}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have no message of a procedure filed until it is resumed.
         * @description Takes the permission `procedure.pause`. Gateways go on accepting; what comes in waits. Workers finish what they have in hand, within seconds. One that is paused already stays as it is.
         */
        post: operations["pauseProcedure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/procedures/{procedure}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have messages of a paused procedure filed again.
         * @description Takes the permission `procedure.pause`. Workers take them within seconds. One that is not paused stays as it is.
         */
        post: operations["resumeProcedure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The queues of the tenant, and those that all tenants share.
         * @description Takes the permission `state.read`. From the management of RabbitMQ where the hub knows it (FACHWERK_RABBITMQ_MANAGEMENT_URL), else what AMQP alone can tell, or from the exchange on the database. Looking takes nothing out of a queue. What cannot be told is left out, and `problems` says why.
         */
        get: operations["listQueues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reconciliation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The books of one day: what came in is filed, rejected, parked, or in flight.
         * @description People: permission `state.read`. The day is that of accepting, in the time zone of the hub. For one procedure the books stand in the answer itself, for all of them in `procedures`.
         */
        get: operations["readReconciliation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Case files, cases and documents with these words, newest first.
         * @description People: permission `record.read`. Looks in subjects, metadata, file references, names of files; German words are found in all their forms, the last word also as the beginning of one (`Bauant` finds Bauantrag). All words must be there. A word with a digit and a mark in it (`632.6/2026-17`) is looked for as it is. What is filed is found at once.
         */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in. */
        get: operations["readSession"];
        put?: never;
        /**
         * Sign in with a user name and a password.
         * @description After some wrong passwords for a name, or from an address, each further one has to wait. An earlier session of the same browser ends.
         */
        post: operations["signIn"];
        /** Sign out. */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Choose another password.
         * @description All sessions of the person end; the answer begins a new one.
         */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/tenant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Act in another tenant.
         * @description Permission `provider.administer`. In other tenants a provider administrator sets up and sees states, and no contents; the journals of both tenants say so.
         */
        post: operations["changeTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How people can sign in. */
        get: operations["readSignInWays"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in/openid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Go to the OpenID provider.
         * @description For browsers. When it does not answer, back to the console with `?signInError=<code>`.
         */
        get: operations["signInWithOpenId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in/openid/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Come back from the OpenID provider.
         * @description For browsers. When nobody was signed in, with `?signInError=<code>`.
         */
        get: operations["comeBackFromOpenId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenant-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the people of the tenant work.
         * @description Permission `state.read`.
         */
        get: operations["readTenantSettings"];
        put?: never;
        /**
         * Change how the people of the tenant work.
         * @description Permission `person.administer`.
         */
        post: operations["changeTenantSettings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Accepted: {
            /** Format: uri-reference */
            href: string;
            /** Format: uuid */
            id: string;
            /** @constant */
            state: "accepted";
        };
        Attempt: {
            /** @description `worker`, or the person who decided. */
            actor: string;
            connector: string | null;
            connectorVersion: string | null;
            /**
             * Format: date-time
             * @description UTC.
             */
            endedAt: string;
            error?: components["schemas"]["MessageError"];
            /** @enum {unknown} */
            outcome: "filed" | "rejected" | "parked" | "duplicate" | "delayed" | "waiting" | "released" | "held";
            /** @description Why the person decided so; for operators only. */
            reason?: string;
            /** @enum {unknown} */
            stage: "receive" | "validate" | "translate" | "file" | "confirm";
            /**
             * Format: date-time
             * @description UTC.
             */
            startedAt: string;
        };
        Attempts: {
            attempts: components["schemas"]["Attempt"][];
            message: components["schemas"]["Message"];
        };
        /** @description accepted = filed + rejected + parked + inFlight, by submission; received = accepted + duplicates. */
        Books: {
            accepted: number;
            balanced: boolean;
            duplicates: number;
            filed: number;
            /** @description Of these, the ones that wait for an earlier message of the same order key. */
            held: number;
            inFlight: number;
            /** @description Unseen for longer than a queue explains; or seen, and not seen again when they should have been. */
            missing: components["schemas"]["MissingRanges"];
            parked: number;
            procedure: string;
            /** @description What the exchange says is waiting now; never a proof. */
            queue: {
                ready: number;
                unsettled?: number;
            };
            received: number;
            rejected: number;
            /** @description Taken behind the last tally of a gateway that stopped. */
            undecided: components["schemas"]["StampRanges"];
            /** @description In flight, and no worker has seen them yet. */
            unseen: components["schemas"]["StampRanges"];
            /** @description In flight and known to a worker: waiting, delayed, released, or held. */
            waiting: number;
        };
        Case: {
            /**
             * Format: date
             * @description Null while it is open.
             */
            closedOn: string | null;
            /** Format: uuid */
            id: string;
            metadata: components["schemas"]["Metadata"];
            /** @description Running number within the case file. */
            number: number;
            /** Format: date */
            openedOn: string | null;
            /**
             * Format: uuid
             * @description The case it lies in (Teilvorgang).
             */
            parentId: string | null;
            subject: string;
        };
        CaseFile: {
            cases: components["schemas"]["Case"][];
            /**
             * Format: date
             * @description Since when nothing is filed in it any more; null while it is open.
             */
            closedOn: string | null;
            /**
             * Format: date-time
             * @description UTC.
             */
            createdAt: string;
            documents: {
                /**
                 * Format: uuid
                 * @description Null when it is in the case file itself.
                 */
                caseId: string | null;
                /** Format: date */
                documentDate: string | null;
                documentType: string | null;
                /** Format: uri-reference */
                href: string;
                /** Format: uuid */
                id: string;
                /**
                 * Format: uuid
                 * @description The document it is an annex of (Anlage).
                 */
                parentId: string | null;
                subject: string;
                /** @description Number of the current version. */
                version: number;
            }[];
            /** @description Aktenplankennzeichen. */
            filePlanCode: string;
            /** Format: uuid */
            id: string;
            metadata: components["schemas"]["Metadata"];
            parent: {
                /** Format: uri-reference */
                href?: string;
                /** Format: uuid */
                id: string;
                reference: string;
            } | null;
            /**
             * Format: uuid
             * @description The case file it is a part of (Teilakte, Band).
             */
            parentId: string | null;
            /** @description Which part it is. */
            partNumber: number | null;
            parts: {
                /**
                 * Format: date
                 * @description Since when nothing is filed in it any more; null while it is open.
                 */
                closedOn: string | null;
                /**
                 * Format: date-time
                 * @description UTC.
                 */
                createdAt: string;
                /** @description Aktenplankennzeichen. */
                filePlanCode: string;
                /** Format: uri-reference */
                href: string;
                /** Format: uuid */
                id: string;
                metadata: components["schemas"]["Metadata"];
                /**
                 * Format: uuid
                 * @description The case file it is a part of (Teilakte, Band).
                 */
                parentId: string | null;
                /** @description Which part it is. */
                partNumber: number | null;
                /** @description Aktenzeichen. */
                reference: string;
                subject: string;
            }[];
            /** @description Aktenzeichen. */
            reference: string;
            subject: string;
        };
        CaseFiles: {
            /** Format: uuid */
            after?: string;
            caseFiles: {
                /**
                 * Format: date
                 * @description Since when nothing is filed in it any more; null while it is open.
                 */
                closedOn: string | null;
                /**
                 * Format: date-time
                 * @description UTC.
                 */
                createdAt: string;
                /** @description Aktenplankennzeichen. */
                filePlanCode: string;
                /** Format: uri-reference */
                href: string;
                /** Format: uuid */
                id: string;
                metadata: components["schemas"]["Metadata"];
                /**
                 * Format: uuid
                 * @description The case file it is a part of (Teilakte, Band).
                 */
                parentId: string | null;
                /** @description Which part it is. */
                partNumber: number | null;
                /** @description Aktenzeichen. */
                reference: string;
                subject: string;
            }[];
        };
        /** @description Messages that stand still for the same reason: kind and code, version of the connector, place in the message, and what is in the way. */
        Cause: {
            code: string;
            connector?: {
                name: string;
                version?: string;
            };
            count: number;
            /**
             * Format: date-time
             * @description When a message first stood still for it, also one released since.
             */
            firstSeen: string;
            /** Format: uuid */
            id: string;
            /** @enum {unknown} */
            kind: "rejected" | "unavailable-shared" | "unavailable-message" | "conflict" | "misconfigured" | "defect";
            /**
             * Format: date-time
             * @description UTC.
             */
            lastSeen: string;
            /** @description What operators wrote down about it. */
            notes: number;
            /** @description XPath or JSON pointer into the messages, without positions. */
            path?: string;
            procedures: {
                count: number;
                name: string;
            }[];
            /** @description `…` stands for what is not the same for all messages. */
            sentence: components["schemas"]["Sentence"];
            /** @enum {unknown} */
            stage: "receive" | "validate" | "translate" | "file" | "confirm";
            /** @enum {unknown} */
            tab: "parked" | "waiting";
            /** @description What is in the way, where it is one thing. */
            target?: string;
            /** @description How many stopped in each of the last 24 hours, the oldest first. */
            trend: number[];
            /** @description The type that the messages were recognised as. */
            type?: string;
            /** @enum {unknown} */
            whoActs: "sender" | "connector-author" | "records-clerk" | "operator";
        };
        CauseNote: {
            /**
             * Format: date-time
             * @description UTC.
             */
            at: string;
            by: string;
            text: string;
        };
        Causes: {
            causes: components["schemas"]["Cause"][];
            /** @description Messages of the tenant. */
            counts: {
                parked: number;
                waiting: number;
            };
        };
        CauseWithNotes: {
            /** @description Null when no message stands still for it now. */
            cause: components["schemas"]["Cause"] | null;
            notes: components["schemas"]["CauseNote"][];
        };
        /** @description How far the receipt is on its way to the webhook of the procedure. */
        Confirmation: {
            attempts: number;
            /**
             * Format: date-time
             * @description When it was delivered or stopped.
             */
            endedAt: string | null;
            /** @description Why the last try failed; null when none did, or it was delivered. */
            lastError: {
                /**
                 * Format: date-time
                 * @description UTC.
                 */
                at: string;
                code: string;
                sentence: components["schemas"]["Sentence"];
            } | null;
            /**
             * Format: date-time
             * @description When it is tried again; null when it is not, or its webhook is switched off.
             */
            nextAt: string | null;
            /**
             * @description `stopped` is not tried any more, unless it is released.
             * @enum {unknown}
             */
            state: "pending" | "delivered" | "stopped";
        };
        /** @description Another body for a parked message. What was sent stays as it is; one of the two is filed. */
        Correction: {
            /** @description Somebody else than who made it has to approve it. */
            approval: boolean;
            /**
             * Format: date-time
             * @description UTC.
             */
            at: string;
            by: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            decidedAt?: string;
            decidedBy?: string;
            decisionReason?: string;
            number: number;
            reason: string;
            sha256: string;
            sizeBytes: number;
            /** @enum {unknown} */
            state: "proposed" | "approved" | "refused";
        };
        CorrectionDecision: {
            reason?: string;
        };
        Corrections: {
            corrections: components["schemas"]["Correction"][];
        };
        Day: {
            /**
             * Format: date-time
             * @description UTC.
             */
            asOf: string;
            /** Format: date */
            day: string;
            timeZone: string;
        };
        Deliveries: {
            /** Format: uuid */
            after?: string;
            deliveries: components["schemas"]["Delivery"][];
        };
        Delivery: {
            attempts: number;
            /**
             * Format: date-time
             * @description UTC.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was delivered or stopped.
             */
            endedAt: string | null;
            /**
             * Format: uuid
             * @description The same as in the header `Fachwerk-Delivery`.
             */
            id: string;
            key: string;
            /** @description Why the last try failed; null when none did, or it was delivered. */
            lastError: {
                /**
                 * Format: date-time
                 * @description UTC.
                 */
                at: string;
                code: string;
                sentence: components["schemas"]["Sentence"];
            } | null;
            /** Format: uri-reference */
            message: string;
            /**
             * Format: uuid
             * @description Of the first transmission.
             */
            messageId: string;
            /**
             * Format: date-time
             * @description When it is tried again; null when it is not, or its webhook is switched off.
             */
            nextAt: string | null;
            /** @enum {unknown} */
            outcome: "filed" | "rejected";
            procedure: string;
            /** @description Who had it tried. */
            releasedBy?: string;
            /**
             * @description `stopped` is not tried any more, unless it is released.
             * @enum {unknown}
             */
            state: "pending" | "delivered" | "stopped";
        };
        Discarded: {
            /** Format: uri-reference */
            href: string;
            /** Format: uuid */
            id: string;
            /** @constant */
            state: "rejected";
        };
        Document: {
            annexes: {
                /**
                 * Format: uuid
                 * @description Null when it is in the case file itself.
                 */
                caseId: string | null;
                /** Format: date */
                documentDate: string | null;
                documentType: string | null;
                /** Format: uri-reference */
                href: string;
                /** Format: uuid */
                id: string;
                /**
                 * Format: uuid
                 * @description The document it is an annex of (Anlage).
                 */
                parentId: string | null;
                subject: string;
                /** @description Number of the current version. */
                version: number;
            }[];
            caseFile: {
                /** Format: uuid */
                id: string;
                reference: string;
            };
            /**
             * Format: uuid
             * @description Null when it is in the case file itself.
             */
            caseId: string | null;
            /** Format: uri-reference */
            content: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            createdAt: string;
            /** Format: date */
            documentDate: string | null;
            documentType: string | null;
            history: components["schemas"]["HistoryEntry"][];
            /** Format: uuid */
            id: string;
            metadata: components["schemas"]["Metadata"];
            /**
             * Format: uuid
             * @description The document it is an annex of (Anlage).
             */
            parentId: string | null;
            subject: string;
            /** @description Number of the current version. */
            version: number;
            versions: components["schemas"]["DocumentVersion"][];
        };
        /** @description The content of a version in a further format. */
        DocumentFormat: {
            /** Format: uri-reference */
            content: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            createdAt: string;
            fileName: string;
            metadata: components["schemas"]["Metadata"];
            mime: string;
            number: number;
            sha256: string;
            sizeBytes: number;
        };
        DocumentVersion: {
            /** Format: uri-reference */
            content: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            createdAt: string;
            fileName: string;
            formats: components["schemas"]["DocumentFormat"][];
            metadata: components["schemas"]["Metadata"];
            mime: string;
            number: number;
            sha256: string;
            sizeBytes: number;
        };
        Finding: {
            /** @description Of the rule. */
            code?: string;
            /** @enum {unknown} */
            level?: "error" | "warning" | "information";
            line?: number;
            /** @description XPath or JSON pointer into the message. */
            path: string;
            sentence: string;
        };
        Health: {
            checks: {
                /**
                 * @description Whether the worker of this process consumes all that it should.
                 * @enum {unknown}
                 */
                consumers: "ok" | "away";
                /** @enum {unknown} */
                database: "ok" | "away";
                /** @enum {unknown} */
                exchange: "ok" | "away";
                /**
                 * @description Whether keys can be checked: what is known of them is not too old.
                 * @enum {unknown}
                 */
                keys: "ok" | "away";
            };
            /** @description This process can do what its roles promise. */
            ready: boolean;
            /** @description What there is too much of, so that the gateway of this process refuses some messages. */
            refusing: ("backlog" | "space" | "memory")[];
        };
        HistoryEntry: {
            /** @enum {unknown} */
            action: "created" | "version-added" | "format-added" | "closed" | "reopened";
            actor: string;
            after: unknown;
            /**
             * Format: date-time
             * @description UTC.
             */
            at: string;
            before: unknown;
            field: string | null;
            /** Format: uuid */
            messageId: string | null;
            reason: string | null;
        };
        Hit: {
            caseFile: {
                /** Format: uri-reference */
                href: string;
                /** Format: uuid */
                id: string;
            };
            /**
             * Format: date-time
             * @description UTC.
             */
            createdAt: string;
            /** Format: date */
            documentDate: string | null;
            documentType: string | null;
            filePlanCode: string;
            /** @description Where the words are. Plain text and places in it: escape the text before it becomes HTML. */
            highlights: {
                /** @description `subject`, `reference`, `fileName`, or `metadata.` and the name. */
                field: string;
                /** @description Beginning and end of each place in UTF-16 code units. */
                ranges: number[][];
                /** @description At most 240 characters around the first place. */
                text: string;
            }[];
            /**
             * Format: uri-reference
             * @description The record; of a case the case file that it lies in.
             */
            href: string;
            /** Format: uuid */
            id: string;
            procedure: string;
            /** @description Aktenzeichen of the case file. */
            reference: string;
            subject: string;
            /** @enum {unknown} */
            type: "case-file" | "case" | "document";
        };
        /** @description A decision about many messages. A release goes in waves that grow, and stops by itself when a message stands still again for the reason for which it did before, or two for the same new one. */
        Job: {
            /** @enum {unknown} */
            action: "release" | "discard" | "hand-back";
            /** @description Messages by state. */
            counts: {
                filed: number;
                held: number;
                left: number;
                parked: number;
                pending: number;
                rejected: number;
                sent: number;
                skipped: number;
                untouched: number;
                waiting: number;
            };
            /**
             * Format: date-time
             * @description UTC.
             */
            createdAt: string;
            createdBy: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            decidedAt?: string;
            /** @description Who agreed, or refused to. */
            decidedBy?: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            endedAt?: string;
            /** Format: uuid */
            id: string;
            ratePerMinute: number;
            reason?: string;
            /** @description As it was asked for. */
            selection: {
                filter?: {
                    /** Format: uuid */
                    cause?: string;
                    /**
                     * Format: date-time
                     * @description UTC.
                     */
                    from?: string;
                    procedure?: string;
                    q?: string;
                    /** @enum {unknown} */
                    state: "parked" | "waiting";
                    /**
                     * Format: date-time
                     * @description UTC.
                     */
                    to?: string;
                };
                /** @description How many were named; they are the items of the job. */
                messages?: number;
            };
            /** @enum {unknown} */
            state: "awaiting-approval" | "running" | "paused" | "stopped" | "done" | "cancelled" | "refused";
            /** @description The message that stopped it. */
            stopped?: {
                error: components["schemas"]["MessageError"];
                /** Format: uuid */
                messageId: string;
            };
            total: number;
            /** @description The wave that is on its way: all messages up to the position `end` are sent. */
            wave: {
                end: number;
                number: number;
                size: number;
            };
        };
        JobItem: {
            /**
             * Format: date-time
             * @description UTC.
             */
            acceptedAt: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            at?: string;
            error?: components["schemas"]["MessageError"];
            key?: string;
            /** Format: uuid */
            messageId: string;
            position: number;
            /**
             * @description `pending` is not sent yet, `sent` is on its way, `held` waits for an earlier message of its order key. `skipped` could not be decided about any more. `untouched`: the job ended before; `left`: it was on its way then.
             * @enum {unknown}
             */
            state: "pending" | "sent" | "filed" | "rejected" | "parked" | "waiting" | "held" | "skipped" | "untouched" | "left";
        };
        JobItems: {
            after?: number;
            items: components["schemas"]["JobItem"][];
        };
        JobPreview: {
            /** @description A second person has to agree. */
            approval: boolean;
            causes: {
                count: number;
                /** Format: uuid */
                id: string;
            }[];
            /** @description Selected as well, but in a job that is not over: left out. */
            inOtherJobs: number;
            /**
             * Format: date-time
             * @description UTC.
             */
            newest?: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            oldest?: string;
            procedures: {
                count: number;
                name: string;
            }[];
            total: number;
            /** @description Sizes of the first waves; the last one is repeated. */
            waves: number[];
        };
        JobPreviewRequest: {
            /** @enum {unknown} */
            action?: "release" | "discard" | "hand-back";
            /** @description Most messages a minute. */
            ratePerMinute?: number;
            /** @description Needed to refuse messages: their senders read it. */
            reason?: string;
            selection: components["schemas"]["Selection"];
        };
        Jobs: {
            /** Format: uuid */
            after?: string;
            jobs: components["schemas"]["Job"][];
        };
        JournalEntries: {
            /** Format: uuid */
            after?: string;
            entries: components["schemas"]["JournalEntry"][];
        };
        JournalEntry: {
            /** @description For example `person.created`. */
            action: string;
            /** @description A person: `name`, or `name@tenant` of another tenant. In parentheses: no person. */
            actor: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            at: string;
            /** @description What else there is to say; different for each action. */
            details: Record<string, never>;
            /** Format: uuid */
            id: string;
            subject?: {
                id: string;
                kind: string;
                title?: string;
            };
        };
        /** @description A message and what became of its submission. `accepted` is in flight; `filed` and `rejected` are final; `parked` waits for a person. A repetition says which message it repeats and shows the receipt of that one. */
        Message: {
            /**
             * Format: date-time
             * @description UTC.
             */
            acceptedAt: string;
            /** @description How far the receipt is on its way to the webhook of the procedure, when it has one. */
            confirmation?: components["schemas"]["Confirmation"];
            /** Format: uuid */
            duplicateOf?: string;
            error?: components["schemas"]["MessageError"];
            /** Format: uri-reference */
            href: string;
            /** Format: uuid */
            id: string;
            /** @description The sender's key, else the one that the connector found. */
            key?: string;
            procedure: string;
            receipt?: components["schemas"]["Receipt"];
            /** @description The receipt without its links, signed (JWS in compact form, ES256); see /.well-known/jwks.json. */
            receiptJws?: string;
            /** @enum {unknown} */
            state: "accepted" | "filed" | "rejected" | "parked";
            validation?: components["schemas"]["Validation"];
            /** @description Why it is still in flight. */
            waiting?: components["schemas"]["MessageError"];
            /**
             * Format: uuid
             * @description It is held: it is filed once this earlier message of the same order key is filed or rejected.
             */
            waitsFor?: string;
        };
        MessageError: {
            /** @description Of the hub, or of the connector. */
            code: string;
            connector?: {
                name: string;
                version?: string;
            };
            /** @enum {unknown} */
            kind: "rejected" | "unavailable-shared" | "unavailable-message" | "conflict" | "misconfigured" | "defect";
            /** @description XPath or JSON pointer into the message. */
            path?: string;
            sentence: components["schemas"]["Sentence"];
            /** @description For people only. */
            stack?: string;
            /** @enum {unknown} */
            stage: "receive" | "validate" | "translate" | "file" | "confirm";
            /** @description What is in the way, where it is one thing for many messages. */
            target?: string;
            /** @description The type that the message was recognised as. */
            type?: string;
            /** @enum {unknown} */
            whoActs: "sender" | "connector-author" | "records-clerk" | "operator";
        };
        Messages: {
            /** Format: uuid */
            after?: string;
            messages: components["schemas"]["Message"][];
        };
        /** @description Named in kebab-case. Amounts are exact decimals as text, dates `YYYY-MM-DD`; of what has parts of its own there is a list of flat records. */
        Metadata: {
            [key: string]: string | boolean | (string | {
                [key: string]: string;
            })[];
        };
        MissingRange: {
            count: number;
            /**
             * Format: uuid
             * @description New at each start of the gateway, and when its clock was put back.
             */
            epoch: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            firstAt: string;
            firstSeq: number;
            gateway: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            lastAt: string;
            lastSeq: number;
            /** @description A worker has seen a later number of the same gateway. */
            overtaken: boolean;
            /** @description A worker has had them: an operator can release them. Otherwise only the sender can send them again. */
            releasable: boolean;
        };
        MissingRanges: {
            count: number;
            ranges: components["schemas"]["MissingRange"][];
        };
        NewCorrection: {
            /** @description The whole corrected message, a text in UTF-8. */
            body: string;
            /** @description What was corrected, and why. */
            reason: string;
        };
        NewJob: {
            /** @enum {unknown} */
            action: "release" | "discard" | "hand-back";
            /**
             * @description Most messages a minute.
             * @default 6000
             */
            ratePerMinute: number;
            /** @description Needed to refuse messages: their senders read it. */
            reason?: string;
            selection: components["schemas"]["Selection"];
        };
        NewNote: {
            text: string;
        };
        OperatorPause: {
            /**
             * Format: date-time
             * @description UTC.
             */
            at: string;
            by: string;
            reason: string;
        };
        Overview: {
            /**
             * Format: date-time
             * @description UTC.
             */
            asOf: string;
            health: {
                consumers: {
                    /**
                     * @description `away`: no worker consumes, or something waits that nobody takes. `unknown`: the exchange on the database does not know who consumes, and the process that answers is no worker.
                     * @enum {unknown}
                     */
                    state: "ok" | "away" | "unknown";
                };
                content: {
                    bytesFree?: number;
                    bytesTotal?: number;
                    /** @enum {unknown} */
                    state: "ok" | "away";
                };
                database: {
                    /** @enum {unknown} */
                    state: "ok" | "away";
                };
                exchange: {
                    /** @enum {unknown} */
                    kind: "rabbitmq" | "database";
                    /** @enum {unknown} */
                    state: "ok" | "away";
                };
            };
            procedures: {
                /** @description What waits to be filed; null when the exchange does not tell. */
                backlog: {
                    /** @description On the delay ladder. */
                    delayed: number;
                    ready: number;
                    /** @description In the hands of workers, where the exchange can tell. */
                    unacknowledged?: number;
                } | null;
                /** @description Why it waits by itself: something is misconfigured. */
                cause?: components["schemas"]["MessageError"];
                connector: string;
                lastHour: {
                    accepted: number;
                    filed: number;
                    parked: number;
                    rejected: number;
                };
                name: string;
                /**
                 * Format: date-time
                 * @description When the oldest message was accepted that is not settled. UTC.
                 */
                oldestAcceptedAt?: string;
                /** @description Submissions that wait for a decision. */
                parked: number;
                paused?: components["schemas"]["OperatorPause"];
                /** @description Of the last five minutes. `accepted` is every `202`. */
                rates: {
                    acceptedPerMinute: number;
                    filedPerMinute: number;
                };
                /** @description Until nothing waits, at the rate of the last five minutes; left out when it does not get less. */
                secondsToEmpty?: number;
                title: string;
                /** @description Share of what was filed in the last 30 days without any operator having had a hand in it. */
                untouched?: number;
                /** @description Messages that wait for something that is misconfigured or away. */
                waiting: number;
            }[];
            totals: {
                acceptedPerMinute: number;
                backlog: number | null;
                filedPerMinute: number;
                parked: number;
                /** @description Share of what was filed in the last 30 days without any operator having had a hand in it. */
                untouched?: number;
                waiting: number;
            };
        };
        People: {
            after?: string;
            people: components["schemas"]["Person"][];
        };
        /** @enum {unknown} */
        Permission: "state.read" | "content.read" | "message.decide" | "message.approve" | "procedure.pause" | "procedure.administer" | "person.administer" | "alert.administer" | "journal.read" | "provider.administer" | "record.read" | "record.close";
        Person: {
            /**
             * Format: date-time
             * @description UTC.
             */
            createdAt: string;
            disabled: boolean;
            /** @description The user name is `name@tenant`. */
            name: string;
            passwordChangeDue: boolean;
            roles: components["schemas"]["Role"][];
            /** @enum {unknown} */
            signsInWith: "password" | "openid";
            title: string;
        };
        /** @description RFC 9457, with our `code`. Codes are never reused for another reason. */
        Problem: {
            code: string;
            /** @description What is wrong with this request. */
            detail: string;
            /** @enum {unknown} */
            kind: "rejected" | "unavailable-shared" | "unavailable-message" | "conflict" | "misconfigured" | "defect";
            /** @description XPath or JSON pointer into the message. */
            path?: string;
            sentence: components["schemas"]["Sentence"];
            status: number;
            title: string;
            /**
             * Format: uri
             * @description `urn:fachwerk:error:` and the code.
             */
            type: string;
        };
        Queues: {
            /**
             * Format: date-time
             * @description UTC.
             */
            asOf: string;
            nodes?: {
                alarms: ("memory" | "disk")[];
                diskFreeBytes?: number;
                memoryBytes?: number;
                name: string;
                running: boolean;
            }[];
            /** @description Why something is left out; empty when nothing is. */
            problems: {
                code: string;
                sentence: components["schemas"]["Sentence"];
            }[];
            queues: {
                consumers?: number;
                delayMs?: number;
                deliveredPerSecond?: number;
                /** @enum {unknown} */
                kind: "in" | "ordered" | "delay" | "dead-letter";
                /** @description Node of the cluster that leads it. */
                leader?: string;
                members?: string[];
                name: string;
                /** @description Without it the queue is shared by all procedures of all tenants. */
                procedure?: string;
                publishedPerSecond?: number;
                /** @description Null when the queue does not answer. */
                ready: number | null;
                unacknowledged?: number;
            }[];
            /**
             * @description Who told it.
             * @enum {unknown}
             */
            source: "management" | "amqp" | "database";
        };
        Reason: {
            /** @description In one line. */
            reason: string;
        };
        Receipt: {
            caseFiles: {
                /** Format: uri-reference */
                href: string;
                /** Format: uuid */
                id: string;
                reference: string;
            }[];
            cases: {
                /** Format: uuid */
                caseFileId: string;
                /** Format: uuid */
                id: string;
                number: number;
            }[];
            /** @description One entry for each version that the message named. */
            documents: {
                /** Format: uri-reference */
                content: string;
                fileName: string;
                /** @description Further formats of this version that the message had. */
                formats?: {
                    /** Format: uri-reference */
                    content: string;
                    fileName: string;
                    mime: string;
                    number: number;
                    sha256: string;
                    sizeBytes: number;
                }[];
                /** Format: uri-reference */
                href: string;
                /** Format: uuid */
                id: string;
                key: string;
                mime: string;
                sha256: string;
                sizeBytes: number;
                version: number;
            }[];
            /**
             * Format: date-time
             * @description UTC.
             */
            filedAt: string;
            /** @description Aktenzeichen of the first case file; empty when there is none. */
            fileReference: string;
            key: string;
            /**
             * Format: uuid
             * @description Of the first transmission.
             */
            messageId: string;
        };
        /** @enum {unknown} */
        Role: "viewer" | "operator" | "approver" | "clerk" | "tenant-administrator" | "provider-administrator";
        SearchAnswer: {
            /** Format: uuid */
            after?: string;
            /** @description Records whose file reference, or key of a procedure, is just `q`. On the first page alone. */
            exact: components["schemas"]["Hit"][];
            /** @description All others, newest first. */
            hits: components["schemas"]["Hit"][];
        };
        /** @description Messages named one by one, or all that stand still and match a filter. */
        Selection: {
            filter?: {
                /** Format: uuid */
                cause?: string;
                /**
                 * Format: date-time
                 * @description Accepted at this time or later.
                 */
                from?: string;
                procedure?: string;
                q?: string;
                /**
                 * @default parked
                 * @enum {unknown}
                 */
                state: "parked" | "waiting";
                /**
                 * Format: date-time
                 * @description Accepted before.
                 */
                to?: string;
            };
            messages?: string[];
        };
        Sentence: {
            de: string;
            en: string;
        };
        Series: {
            /** @description How many in each step. */
            accepted: number[];
            /** @description Where each step begins, in seconds of Unix time. */
            at: number[];
            /** @description How many in each step. */
            filed: number[];
            /**
             * Format: date-time
             * @description UTC.
             */
            from: string;
            /** @description How many in each step. */
            parked: number[];
            /** @description How many in each step. */
            rejected: number[];
            stepSeconds: number;
            /**
             * Format: date-time
             * @description Now: the last step is not over.
             */
            to: string;
        };
        Session: {
            /** @description The person does not see what messages say. */
            contentHidden: boolean;
            /** @description For the header `X-CSRF-Token`. */
            csrf: string;
            /**
             * Format: date-time
             * @description UTC. Unless it is used before, and never much later than that.
             */
            expiresAt: string;
            /** @enum {unknown} */
            language?: "de" | "en";
            /** @description Until the password is changed, only the session itself answers. */
            passwordChangeDue: boolean;
            permissions: components["schemas"]["Permission"][];
            /** @description With the name that journals give the person in this tenant. */
            person: {
                name: string;
                title: string;
            };
            roles: components["schemas"]["Role"][];
            /** @description Where the person acts. */
            tenant: {
                name: string;
                title: string;
            };
            /** @description Where a provider administrator may act. */
            tenants?: {
                name: string;
                title: string;
            }[];
        };
        SignInWays: {
            /**
             * @description The hub runs to be tried; its first login is in its data directory.
             * @constant
             */
            firstSteps?: true;
            /** @description With a user name and a password of the hub. */
            local: boolean;
            openId?: {
                /** Format: uri-reference */
                href: string;
                title: string;
            };
        };
        StampRange: {
            count: number;
            /**
             * Format: uuid
             * @description New at each start of the gateway, and when its clock was put back.
             */
            epoch: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            firstAt: string;
            firstSeq: number;
            gateway: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            lastAt: string;
            lastSeq: number;
            /** @description A worker has seen a later number of the same gateway. */
            overtaken: boolean;
        };
        StampRanges: {
            count: number;
            ranges: components["schemas"]["StampRange"][];
        };
        TenantSettings: {
            fourEyes: {
                correct: boolean;
                discard: boolean;
            };
            /** @description Viewers and operators do not see what messages and records say. Whoever does is in the journal. */
            hideContent: boolean;
        };
        Timeline: {
            entries: components["schemas"]["TimelineEntry"][];
            message: components["schemas"]["Message"];
        };
        TimelineEntry: {
            /**
             * Format: date-time
             * @description UTC.
             */
            at: string;
            /** @description Of a try or a decision. */
            attempt?: components["schemas"]["Attempt"];
            documents?: {
                fileName: string;
                /** Format: uri-reference */
                href: string;
            }[];
            /** @description Of a try. */
            durationMs?: number;
            fileReference?: string;
            /** @enum {unknown} */
            kind: "accepted" | "attempt" | "decision" | "filed" | "receipt";
            /** @description Of the receipt on its way to the procedure. */
            state?: string;
        };
        /** @description What official schemas and rules say about the message; absent as long as no worker has read it. */
        Validation: {
            rules?: {
                by: string;
                findings: components["schemas"]["Finding"][];
                /** @enum {unknown} */
                result: "valid" | "invalid";
            }[];
            schema: {
                file?: string;
                findings: components["schemas"]["Finding"][];
                package?: string;
                /**
                 * @description `none`: the connector names no official schema for this type of message.
                 * @enum {unknown}
                 */
                result: "valid" | "invalid" | "not-installed" | "none";
                version?: string;
            };
        };
    };
    responses: never;
    parameters: {
        /** @description The `after` of the page before. */
        after: string;
        /** @description The sender's own key of what it sends, 1 to 512 characters (UTF-8) without control characters. The same key with the same content is filed once, however often it is sent. Without it the connector finds the key in the message. */
        idempotencyKey: string;
        /** @description An `ETag` that is there already; answered by `304`. */
        ifNoneMatch: string;
        /** @description The range is answered only when this is the present `ETag`. */
        ifRange: string;
        /** @description How many at most. */
        limit: number;
        /** @description Id of the message, from the answer `202`. */
        messageId: string;
        /** @description What the message concerns, 1 to 512 characters (UTF-8) without control characters. A procedure with `order: by-key` files messages of the same order key in the order in which they were accepted. Without it the connector finds it in the message. */
        orderKey: string;
        /** @description Name of the person, without the tenant. */
        personName: string;
        /** @description Name of the specialist procedure that the key belongs to. */
        procedure: string;
        /** @description Name of a specialist procedure. A key sees its own procedure, whatever it asks for. */
        procedureName: string;
        /** @description One range of bytes. Several ranges, or another unit, are answered as a whole. */
        range: string;
        /** @description Id of the record, from a receipt or a list. */
        recordId: string;
        /** @description W3C trace context. It travels with the message. */
        traceparent: string;
    };
    requestBodies: never;
    headers: {
        /** @description Always `bytes`. */
        "Accept-Ranges": "bytes";
        /** @description How long the answer may be kept. */
        "Cache-Control": string;
        /** @description File name in both forms (RFC 6266); `inline` for what a browser shows without running it. */
        "Content-Disposition": string;
        /** @description Which bytes of how many: `bytes 0-9/100`, or `bytes *\/100` when the range lies behind the end. */
        "Content-Range": string;
        /** @description SHA-256 of the whole content, in quotes. */
        ETag: string;
        /** @description When this version was filed. */
        "Last-Modified": string;
        /** @description Where it goes on: to the state of the message, or to another page. */
        Location: string;
        /** @description Seconds after which it is worth trying again. */
        "Retry-After": number;
        /** @description Begins, keeps or ends the session in the browser. */
        "Set-Cookie": string;
        /** @description How to say who asks, where no session is meant. */
        "WWW-Authenticate": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readReceiptKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A key set. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: Record<string, never>[];
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database.unavailable";
                    };
                };
            };
        };
    };
    readDescription: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
        };
    };
    isLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        live: true;
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
        };
    };
    isReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They should. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description They should not. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    readMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Text format 0.0.4. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Not the token of the hub; or it has none, and another computer asks. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
        };
    };
    listCaseFiles: {
        parameters: {
            query?: {
                /** @description The `after` of the page before. */
                after?: components["parameters"]["after"];
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
                /** @description How the file reference (Aktenzeichen) begins. */
                reference?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. One that is not the last has `after`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseFiles"];
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description `after` is not an id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "record.not-found";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    readCaseFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record, from a receipt or a list. */
                id: components["parameters"]["recordId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The case file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseFile"];
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description There is no such record, or none that may be seen. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "record.not-found";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    closeCaseFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record, from a receipt or a list. */
                id: components["parameters"]["recordId"];
            };
            cookie?: never;
        };
        /** @description Why. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        closedOn: string | null;
                        /** Format: uri-reference */
                        href: string;
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            /** @description No reason was given. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description There is no such record. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "record.not-found";
                    };
                };
            };
            /** @description It is so already. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "case-file.closed";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    reopenCaseFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record, from a receipt or a list. */
                id: components["parameters"]["recordId"];
            };
            cookie?: never;
        };
        /** @description Why. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        closedOn: string | null;
                        /** Format: uri-reference */
                        href: string;
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            /** @description No reason was given. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description There is no such record. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "record.not-found";
                    };
                };
            };
            /** @description It is so already. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "case-file.open";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    listCauses: {
        parameters: {
            query?: {
                /** @description Only of this code. */
                code?: string;
                /** @description Name of a specialist procedure. A key sees its own procedure, whatever it asks for. */
                procedure?: components["parameters"]["procedureName"];
                /** @description Words of keys, errors and small bodies. All of them must be there; the last one may be the beginning of one. */
                q?: string;
                /** @description What waits for a person, or what goes on by itself when its cause is gone. */
                tab?: "parked" | "waiting";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Causes"];
                };
            };
            /** @description A parameter is not what it must be. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description The tenant has no such procedure. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "procedure.not-found";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    readCause: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the cause. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The cause. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CauseWithNotes"];
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description There is no such cause. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "cause.not-found";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    writeNote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the cause. */
                id: string;
            };
            cookie?: never;
        };
        /** @description The note. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewNote"];
            };
        };
        responses: {
            /** @description It is written down. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CauseNote"];
                };
            };
            /** @description The body is not what it must be. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description There is no such cause. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "cause.not-found";
                    };
                };
            };
            /** @description The body does not say that it is JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.not-json" | "request.refused";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    readDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record, from a receipt or a list. */
                id: components["parameters"]["recordId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description There is no such record, or none that may be seen. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "record.not-found";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    readContent: {
        parameters: {
            query?: {
                /** @description Number of a further format of that version; without it the version's own content. */
                format?: number;
                /** @description Number of the version; default the current one. */
                version?: number;
            };
            header?: {
                /** @description An `ETag` that is there already; answered by `304`. */
                "If-None-Match"?: components["parameters"]["ifNoneMatch"];
                /** @description The range is answered only when this is the present `ETag`. */
                "If-Range"?: components["parameters"]["ifRange"];
                /** @description One range of bytes. Several ranges, or another unit, are answered as a whole. */
                Range?: components["parameters"]["range"];
            };
            path: {
                /** @description Id of the record, from a receipt or a list. */
                id: components["parameters"]["recordId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of it. */
            200: {
                headers: {
                    "Accept-Ranges": components["headers"]["Accept-Ranges"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    ETag: components["headers"]["ETag"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description The range that was asked for. */
            206: {
                headers: {
                    "Accept-Ranges": components["headers"]["Accept-Ranges"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "Content-Range": components["headers"]["Content-Range"];
                    ETag: components["headers"]["ETag"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description What is there already is still right. */
            304: {
                headers: {
                    "Accept-Ranges": components["headers"]["Accept-Ranges"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    ETag: components["headers"]["ETag"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description There is no such record, or none that may be seen. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "record.not-found";
                    };
                };
            };
            /** @description The range lies behind the end. */
            416: {
                headers: {
                    "Content-Range": components["headers"]["Content-Range"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "document.range-invalid";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect" | "content.missing" | "content.corrupt";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable" | "content.unavailable";
                    };
                };
            };
        };
    };
    listen: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description Too many streams are open, or too many passwords are being checked. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.too-many-streams" | "access.busy";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    listJobs: {
        parameters: {
            query?: {
                /** @description The `after` of the page before. */
                after?: components["parameters"]["after"];
                /** @description Only those that had messages of this cause. */
                cause?: string;
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
                /** @description Only those in this state. */
                state?: "awaiting-approval" | "running" | "paused" | "stopped" | "done" | "cancelled" | "refused";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Jobs"];
                };
            };
            /** @description A parameter is not what it must be. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    createJob: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What to do with which messages. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewJob"];
            };
        };
        responses: {
            /** @description It runs, or waits for a second person. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description The body is not what it must be. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description The tenant has no such procedure. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "procedure.not-found";
                    };
                };
            };
            /** @description Nothing of it stands still, or all of it is in other jobs. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "job.nothing-selected";
                    };
                };
            };
            /** @description The body does not say that it is JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.not-json" | "request.refused";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    readJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description There is no such job. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "job.not-found";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    approveJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description There is no such job. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "job.not-found";
                    };
                };
            };
            /** @description It is in a state in which this cannot be done. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "job.state" | "job.own";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description There is no such job. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "job.not-found";
                    };
                };
            };
            /** @description It is in a state in which this cannot be done. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "job.state";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    listJobItems: {
        parameters: {
            query?: {
                /** @description The `after` of the page before. */
                after?: number;
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
                /** @description Only those in this state. */
                state?: "pending" | "sent" | "filed" | "rejected" | "parked" | "waiting" | "held" | "skipped" | "untouched" | "left";
            };
            header?: never;
            path: {
                /** @description Id of the job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobItems"];
                };
            };
            /** @description A parameter is not what it must be. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description There is no such job. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "job.not-found";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    pauseJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description There is no such job. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "job.not-found";
                    };
                };
            };
            /** @description It is in a state in which this cannot be done. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "job.state";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    refuseJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description There is no such job. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "job.not-found";
                    };
                };
            };
            /** @description It is in a state in which this cannot be done. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "job.state" | "job.own";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    resumeJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description There is no such job. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "job.not-found";
                    };
                };
            };
            /** @description It is in a state in which this cannot be done. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "job.state";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    previewJob: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description As for the job itself. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["JobPreviewRequest"];
            };
        };
        responses: {
            /** @description In numbers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPreview"];
                };
            };
            /** @description The body is not what it must be. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description The tenant has no such procedure. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "procedure.not-found";
                    };
                };
            };
            /** @description The body does not say that it is JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.not-json" | "request.refused";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    readJournal: {
        parameters: {
            query?: {
                /** @description Only this action. */
                action?: string;
                /** @description Only what this person did. */
                actor?: string;
                /** @description The `after` of the page before. */
                after?: components["parameters"]["after"];
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
                /** @description Only about this: `person/erika`, or everything of a kind: `person`. */
                subject?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalEntries"];
                };
            };
            /** @description A parameter is not what it must be. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    listMessages: {
        parameters: {
            query?: {
                /** @description The `after` of the page before. */
                after?: components["parameters"]["after"];
                /** @description Only those that stand still for this cause. For people. */
                cause?: string;
                /** @description Accepted at this instant or later. */
                from?: string;
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
                /** @description Name of a specialist procedure. A key sees its own procedure, whatever it asks for. */
                procedure?: components["parameters"]["procedureName"];
                /** @description An id, a key as a whole, or words of keys, errors and small bodies of messages that stand still. For people. */
                q?: string;
                /** @description Only messages in this state; `held`: those of `accepted` that wait for another message. */
                state?: "accepted" | "held" | "filed" | "rejected" | "parked";
                /** @description Accepted before this instant. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Messages"];
                };
            };
            /** @description A parameter is not what it must be. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description The tenant has no such procedure. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "procedure.not-found";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    readMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the message, from the answer `202`. */
                id: components["parameters"]["messageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is known. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description The id is not of a message that may be seen. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.not-found";
                    };
                };
            };
            /** @description The message is older than what the ledger keeps. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.gone";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    readAttempts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the message, from the answer `202`. */
                id: components["parameters"]["messageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The message and its attempts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attempts"];
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description The id is not of a message that may be seen. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.not-found";
                    };
                };
            };
            /** @description The message is older than what the ledger keeps. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.gone";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    listCorrections: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the message, from the answer `202`. */
                id: components["parameters"]["messageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Corrections"];
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description There is no such message. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.not-found";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    proposeCorrection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the message, from the answer `202`. */
                id: components["parameters"]["messageId"];
            };
            cookie?: never;
        };
        /** @description The corrected message, and why. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCorrection"];
            };
        };
        responses: {
            /** @description It is proposed. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Correction"];
                };
            };
            /** @description The body is not what it must be. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description There is no such message. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.not-found";
                    };
                };
            };
            /** @description It is not parked, or another correction of it is undecided. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.not-parked" | "correction.pending";
                    };
                };
            };
            /** @description Larger than a message may be. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.too-large";
                    };
                };
            };
            /** @description The body does not say that it is JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.not-json" | "request.refused";
                    };
                };
            };
            /** @description The corrected text is none that the hub would accept. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "correction.not-text" | "correction.encoding" | "xml.not-well-formed" | "json.not-well-formed";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable" | "content.unavailable";
                    };
                };
            };
        };
    };
    approveCorrection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the message, from the answer `202`. */
                id: components["parameters"]["messageId"];
                /** @description Number of the correction. */
                number: number;
            };
            cookie?: never;
        };
        /** @description May say why; `{}` without. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CorrectionDecision"];
            };
        };
        responses: {
            /** @description On its way. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Correction"];
                };
            };
            /** @description The body is not what it must be. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description There is no such correction, or it has been decided. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "correction.not-found";
                    };
                };
            };
            /** @description The message is not parked any more, or it is your own correction. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.not-parked" | "correction.own";
                    };
                };
            };
            /** @description The body does not say that it is JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.not-json" | "request.refused";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable" | "exchange.unavailable";
                    };
                };
            };
        };
    };
    readCorrectedPayload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the message, from the answer `202`. */
                id: components["parameters"]["messageId"];
                /** @description Number of the correction. */
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description There is no such correction, or it has been decided. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "correction.not-found";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect" | "content.missing" | "content.corrupt";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    refuseCorrection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the message, from the answer `202`. */
                id: components["parameters"]["messageId"];
                /** @description Number of the correction. */
                number: number;
            };
            cookie?: never;
        };
        /** @description May say why; `{}` without. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CorrectionDecision"];
            };
        };
        responses: {
            /** @description It is refused. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Correction"];
                };
            };
            /** @description The body is not what it must be. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description There is no such correction, or it has been decided. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "correction.not-found";
                    };
                };
            };
            /** @description The body does not say that it is JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.not-json" | "request.refused";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    discardMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the message, from the answer `202`. */
                id: components["parameters"]["messageId"];
            };
            cookie?: never;
        };
        /** @description Why; it is kept in the attempts of the message. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description It is rejected. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Discarded"];
                };
            };
            /** @description No reason was given. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description The id is not of a message that may be seen. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.not-found";
                    };
                };
            };
            /** @description There is no parked message with this id, or it takes a second person. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.not-parked" | "message.two-people";
                    };
                };
            };
            /** @description The message is older than what the ledger keeps. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.gone";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    handBackMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the message, from the answer `202`. */
                id: components["parameters"]["messageId"];
            };
            cookie?: never;
        };
        /** @description Why; it is kept in the attempts of the message. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description It is rejected. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Discarded"];
                };
            };
            /** @description No reason was given. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description The id is not of a message that may be seen. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.not-found";
                    };
                };
            };
            /** @description There is no parked message with this id, or it takes a second person. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.not-parked" | "message.two-people";
                    };
                };
            };
            /** @description The message is older than what the ledger keeps. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.gone";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    readPayload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the message, from the answer `202`. */
                id: components["parameters"]["messageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description XML and JSON as text, everything else as bytes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                    "text/plain": string;
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description There is no such message, or no worker has written it down yet. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.not-found";
                    };
                };
            };
            /** @description What was sent is not kept any more. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.payload-gone";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect" | "content.missing" | "content.corrupt";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    releaseMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the message, from the answer `202`. */
                id: components["parameters"]["messageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description On its way. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description There is no parked message with this id. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.not-parked";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable" | "exchange.unavailable";
                    };
                };
            };
        };
    };
    rerunMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the message, from the answer `202`. */
                id: components["parameters"]["messageId"];
            };
            cookie?: never;
        };
        /** @description Why; it is kept in the attempts of the message. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description On its way. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description No reason was given. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description The id is not of a message that may be seen. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.not-found";
                    };
                };
            };
            /** @description There is no rejected message with this id. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.not-rejected";
                    };
                };
            };
            /** @description The message is older than what the ledger keeps. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.gone";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable" | "exchange.unavailable";
                    };
                };
            };
        };
    };
    readTimeline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the message, from the answer `202`. */
                id: components["parameters"]["messageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The message and its history, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Timeline"];
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description The id is not of a message that may be seen. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.not-found";
                    };
                };
            };
            /** @description The message is older than what the ledger keeps. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.gone";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description The `after` of the page before. */
                after?: components["parameters"]["after"];
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
                /** @description Name of a specialist procedure. A key sees its own procedure, whatever it asks for. */
                procedure?: components["parameters"]["procedureName"];
                /** @description Only those in this state. */
                state?: "pending" | "delivered" | "stopped";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deliveries"];
                };
            };
            /** @description A parameter is not what it must be. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description The tenant has no such procedure. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "procedure.not-found";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    releaseDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the delivery. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is tried within seconds. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @constant */
                        state: "pending";
                    };
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description There is no such delivery, or no webhook for it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "outbox.not-found" | "webhook.not-set";
                    };
                };
            };
            /** @description It was delivered already. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "outbox.delivered";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    readOverview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As of now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overview"];
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    readSeries: {
        parameters: {
            query?: {
                /** @description Name of a specialist procedure. A key sees its own procedure, whatever it asks for. */
                procedure?: components["parameters"]["procedureName"];
                /** @description How far back from now. The length of a step follows from it. */
                span?: "1h" | "6h" | "24h" | "7d" | "30d";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Steps of equal length, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Series"];
                };
            };
            /** @description A parameter is not what it must be. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description The tenant has no such procedure. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "procedure.not-found";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    listPeople: {
        parameters: {
            query?: {
                /** @description The `after` of the page before. */
                after?: string;
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["People"];
                };
            };
            /** @description A parameter is not what it must be. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    createPerson: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Without a password one is made. Either has to be changed at the first sign-in. */
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    password?: string;
                    roles: components["schemas"]["Role"][];
                    title?: string;
                };
            };
        };
        responses: {
            /** @description The login, and its password when it was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The first password, shown this once. It has to be changed. */
                        password?: string;
                        person: components["schemas"]["Person"];
                    };
                };
            };
            /** @description The body is not what it must be. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description There is a person of this name. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.exists";
                    };
                };
            };
            /** @description The body does not say that it is JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.not-json" | "request.refused";
                    };
                };
            };
            /** @description The name or the password is none. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.name-invalid" | "access.password-weak";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    disablePerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the person, without the tenant. */
                name: components["parameters"]["personName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is locked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        person: components["schemas"]["Person"];
                    };
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description There is no such person. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unknown";
                    };
                };
            };
            /** @description It is the own login. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.own-login";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    enablePerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the person, without the tenant. */
                name: components["parameters"]["personName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is unlocked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        person: components["schemas"]["Person"];
                    };
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description There is no such person. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unknown";
                    };
                };
            };
            /** @description It is the own login. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.own-login";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the person, without the tenant. */
                name: components["parameters"]["personName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The password. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The first password, shown this once. It has to be changed. */
                        password: string;
                    };
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description There is no such person. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unknown";
                    };
                };
            };
            /** @description It is the own login, or one without a password here. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.own-login" | "access.no-password";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    changeRoles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the person, without the tenant. */
                name: components["parameters"]["personName"];
            };
            cookie?: never;
        };
        /** @description All roles that the person has from now on. */
        requestBody: {
            content: {
                "application/json": {
                    roles: components["schemas"]["Role"][];
                };
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        person: components["schemas"]["Person"];
                    };
                };
            };
            /** @description The body is not what it must be. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description There is no such person. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unknown";
                    };
                };
            };
            /** @description It is the own login, or an OpenID provider says which roles it has. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.own-login" | "access.roles-from-provider";
                    };
                };
            };
            /** @description The body does not say that it is JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.not-json" | "request.refused";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    acceptMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description What the message concerns, 1 to 512 characters (UTF-8) without control characters. A procedure with `order: by-key` files messages of the same order key in the order in which they were accepted. Without it the connector finds it in the message. */
                "Fachwerk-Order-Key"?: components["parameters"]["orderKey"];
                /** @description The sender's own key of what it sends, 1 to 512 characters (UTF-8) without control characters. The same key with the same content is filed once, however often it is sent. Without it the connector finds the key in the message. */
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
                /** @description W3C trace context. It travels with the message. */
                traceparent?: components["parameters"]["traceparent"];
            };
            path: {
                /** @description Name of the specialist procedure that the key belongs to. */
                procedure: components["parameters"]["procedure"];
            };
            cookie?: never;
        };
        /** @description The message itself, as XML or JSON (types that end in `+xml` and `+json` as well); where the connector of the procedure takes them, a ZIP with the message and its attachments, or a PDF with the message embedded (hybrid invoice); or a form with the message and its attachments. */
        requestBody: {
            content: {
                "application/json": unknown;
                "application/pdf": string;
                "application/xml": string;
                "application/zip": string;
                "multipart/form-data": {
                    /** @description Each with a file name of its own, without slashes. */
                    attachment?: string[];
                    /** @description The message, once. It may have a file name. */
                    message: unknown;
                };
                "text/xml": string;
            };
        };
        responses: {
            /** @description Accepted. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description The request is not one. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.empty" | "message.key-invalid" | "message.order-key-invalid" | "multipart.malformed" | "request.refused";
                    };
                };
            };
            /** @description No key was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description Somebody else than a procedure asks. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description The key belongs to another procedure, or a person asks. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "procedure.not-found";
                    };
                };
            };
            /** @description Larger than allowed. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.too-large" | "attachment.too-large" | "container.too-many-entries" | "container.too-large" | "container.entry-too-large" | "container.ratio";
                    };
                };
            };
            /** @description Neither XML nor JSON, nor a container that the connector of the procedure takes. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "message.type-unsupported" | "request.refused";
                    };
                };
            };
            /** @description The message, or an attachment, is not what it says. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "xml.not-well-formed" | "xml.empty" | "xml.doctype" | "xml.prefix-undeclared" | "xml.name" | "xml.depth" | "xml.elements" | "xml.attributes" | "xml.encoding" | "json.not-well-formed" | "json.depth" | "json.encoding" | "json.prototype-key" | "json.character" | "message.type-mismatch" | "container.malformed" | "container.encrypted" | "container.entry-unsupported" | "container.checksum" | "container.name-invalid" | "container.name-encoding" | "container.name-too-long" | "container.name-duplicate" | "container.name-clash" | "attachment.type-mismatch" | "attachment.name-invalid" | "attachment.name-duplicate";
                    };
                };
            };
            /** @description The procedure sends too much at the moment. Send again later with the same key. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures" | "procedure.rate" | "procedure.requests" | "procedure.backlog";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "exchange.unavailable" | "content.unavailable" | "content.space-low" | "hub.memory-low" | "database.unavailable" | "access.snapshot-too-old" | "access.no-message-id-key";
                    };
                };
            };
        };
    };
    pauseProcedure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of a specialist procedure of the tenant. */
                procedure: string;
            };
            cookie?: never;
        };
        /** @description Why; everybody who looks at the procedure reads it. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description It is paused. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        paused: components["schemas"]["OperatorPause"];
                    };
                };
            };
            /** @description There is no reason, or it is too long. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description The tenant has no such procedure. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "procedure.not-found";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    resumeProcedure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of a specialist procedure of the tenant. */
                procedure: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is not paused. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description The tenant has no such procedure. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "procedure.not-found";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    listQueues: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As of now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queues"];
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    readReconciliation: {
        parameters: {
            query?: {
                /** @description Default: today. */
                day?: string;
                /** @description Name of a specialist procedure. A key sees its own procedure, whatever it asks for. */
                procedure?: components["parameters"]["procedureName"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The books. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Day"] & (components["schemas"]["Books"] | {
                        procedures: components["schemas"]["Books"][];
                    });
                };
            };
            /** @description The day is none. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description The tenant has no such procedure. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "procedure.not-found";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable" | "exchange.unavailable";
                    };
                };
            };
        };
    };
    search: {
        parameters: {
            query: {
                /** @description The `after` of the page before. */
                after?: components["parameters"]["after"];
                /** @description Only documents of this type, as connectors name it. */
                documentType?: string;
                /** @description Aktenplankennzeichen. All entries whose code begins like this: `63` has 632.6, too. */
                filePlanCode?: string;
                /** @description Filed on this day or later, in the time zone of the hub. */
                from?: string;
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
                /** @description Name of a specialist procedure. A key sees its own procedure, whatever it asks for. */
                procedure?: components["parameters"]["procedureName"];
                /** @description Up to 20 words, 200 characters. */
                q: string;
                /** @description Filed on this day or earlier. */
                to?: string;
                /** @description Only records of this kind. */
                type?: "case-file" | "case" | "document";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. One that is not the last has `after`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchAnswer"];
                };
            };
            /** @description A parameter is not what it must be, or no word says anything. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.invalid" | "search.no-words";
                    };
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description The tenant has no such procedure. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "procedure.not-found";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    readSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Nobody is signed in, or the session has ended. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The user name is `name@tenant`. */
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                    user: string;
                };
            };
        };
        responses: {
            /** @description The session. */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description The body is not what it must be. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            /** @description The user name or the password is wrong. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.sign-in-failed";
                    };
                };
            };
            /** @description The body does not say that it is JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.not-json" | "request.refused";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database.unavailable";
                    };
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session has ended. */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uri-reference
                         * @description Where the session at the OpenID provider ends.
                         */
                        signOut?: string;
                    };
                };
            };
            /** @description Nobody is signed in, or the session has ended. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description 12 to 200 characters. */
        requestBody: {
            content: {
                "application/json": {
                    current: string;
                    next: string;
                };
            };
        };
        responses: {
            /** @description The new session. */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description The body is not what it must be. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            /** @description Nobody is signed in, or the session has ended. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description The person signs in at the OpenID provider. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.no-password";
                    };
                };
            };
            /** @description The body does not say that it is JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.not-json" | "request.refused";
                    };
                };
            };
            /** @description The present password is wrong, or the next one is none. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.password-wrong" | "access.password-weak";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    changeTenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The name of the tenant. */
        requestBody: {
            content: {
                "application/json": {
                    tenant: string;
                };
            };
        };
        responses: {
            /** @description The session, in that tenant. */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description The body is not what it must be. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            /** @description Nobody is signed in, or the session has ended. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description There is no such tenant. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unknown";
                    };
                };
            };
            /** @description The body does not say that it is JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.not-json" | "request.refused";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    readSignInWays: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ways. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInWays"];
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
        };
    };
    signInWithOpenId: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the provider. */
            302: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description This hub has no OpenID provider. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unknown";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
        };
    };
    comeBackFromOpenId: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the console. */
            302: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description This hub has no OpenID provider. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unknown";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
        };
    };
    readTenantSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What holds. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantSettings"];
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
    changeTenantSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description All of it. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["TenantSettings"];
            };
        };
        responses: {
            /** @description What holds from now on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantSettings"];
                };
            };
            /** @description The body is not what it must be. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.invalid";
                    };
                };
            };
            /** @description No key, password or session was given, or none that is valid. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.unauthorised" | "access.not-signed-in";
                    };
                };
            };
            /** @description The key, or the roles of the person, do not permit it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.forbidden" | "access.csrf" | "access.password-change-due";
                    };
                };
            };
            /** @description The body does not say that it is JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "request.not-json" | "request.refused";
                    };
                };
            };
            /** @description Too many passwords are checked, or were wrong. Ask again later. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.busy" | "access.too-many-failures";
                    };
                };
            };
            /** @description Something went wrong in the hub that nobody foresaw. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hub.defect";
                    };
                };
            };
            /** @description Something the hub needs is away. Ask again later. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "access.snapshot-too-old" | "database.unavailable";
                    };
                };
            };
        };
    };
}
