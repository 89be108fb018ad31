// Generated from the hub's OpenAPI description by "npm run types". Do not edit.
export type paths = Record<string, never>;
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
            /** @description W3C trace: the one of `traceparent`, where the sender gave one. It is in log lines of the message and, where the hub records traces, at the collector. */
            traceId?: string;
        };
        /** @description Something that a rule found for long enough. It is open until it was not found for as long. */
        Alert: {
            /**
             * Format: date-time
             * @description UTC.
             */
            acknowledgedAt?: string;
            acknowledgedBy?: string;
            /** Format: uuid */
            id: string;
            /** @enum {unknown} */
            kind: "messages-wait" | "parked-rate" | "parked-unattended" | "receipts-wait" | "misconfigured" | "paused-long" | "key-expires" | "certificate-expires" | "disk-full" | "part-away";
            /**
             * Format: date-time
             * @description UTC.
             */
            lastSeenAt: string;
            /**
             * Format: date-time
             * @description Since when it is known to be so. UTC.
             */
            openedAt: string;
            /**
             * Format: uri-reference
             * @description Page of the console that explains it.
             */
            page: string;
            /** @description Of the hub: `exchange`, `database`, `content`, `consumers`. */
            part?: string;
            procedure?: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            resolvedAt?: string;
            sentence: components["schemas"]["Sentence"];
            /** @enum {unknown} */
            severity: "warning" | "critical";
        };
        AlertChannel: {
            /** @description A mail address, or a URL, of which only those who may change it see the path. */
            address: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            createdAt: string;
            createdBy: string;
            /** Format: uuid */
            id: string;
            /** @enum {unknown} */
            kind: "mail" | "webhook";
            /** @enum {unknown} */
            language: "de" | "en";
            /** @description How the last delivery went. */
            last?: {
                /**
                 * Format: date-time
                 * @description UTC.
                 */
                at: string;
                error?: {
                    /**
                     * Format: date-time
                     * @description UTC.
                     */
                    at?: string;
                    code: string;
                    sentence: components["schemas"]["Sentence"];
                };
                /** @enum {unknown} */
                state: "pending" | "delivered" | "stopped";
            };
            title: string;
        };
        AlertChannels: {
            channels: components["schemas"]["AlertChannel"][];
            /** @description Whether the hub knows a mail server. */
            mail: boolean;
        };
        /** @description Of each kind there is one. As the hub has it, unless the tenant decided otherwise. */
        AlertRule: {
            /** @enum {unknown} */
            about: "procedure" | "hub";
            /** @description Without it all, also those that come later. */
            channels?: string[];
            enabled: boolean;
            forMinutes: number;
            /** @enum {unknown} */
            kind: "messages-wait" | "parked-rate" | "parked-unattended" | "receipts-wait" | "misconfigured" | "paused-long" | "key-expires" | "certificate-expires" | "disk-full" | "part-away";
            /** @description With fewer messages a share says nothing (`parked-rate`). */
            minimum?: number;
            /** @description Names. Without it all, also those that come later. */
            procedures?: string[];
            /** @description Without it people are told once. */
            repeatHours?: number;
            /** @enum {unknown} */
            severity: "warning" | "critical";
            /** @description Needed by every kind that has one; see the description of the kinds. */
            threshold?: number;
            thresholdMax?: number;
            /** @enum {unknown} */
            unit?: "minutes" | "hours" | "days" | "percent";
        };
        AlertRules: {
            rules: components["schemas"]["AlertRule"][];
        };
        Alerts: {
            /** Format: uuid */
            after?: string;
            alerts: components["schemas"]["AlertWithNotices"][];
        };
        AlertWithNotices: components["schemas"]["Alert"] & {
            /** @description What was told of it, by which way, and how far it came. */
            notices: {
                /**
                 * Format: date-time
                 * @description UTC.
                 */
                at: string;
                attempts: number;
                channel: string;
                error?: {
                    /**
                     * Format: date-time
                     * @description UTC.
                     */
                    at?: string;
                    code: string;
                    sentence: components["schemas"]["Sentence"];
                };
                /** @enum {unknown} */
                state: "pending" | "delivered" | "stopped";
                /** @enum {unknown} */
                what: "opened" | "repeated" | "resolved";
            }[];
        };
        Attempt: {
            /** @description `worker`, or the person who decided. */
            actor: string;
            /** @description How many messages shared the transaction. */
            batchMessages?: number;
            connector: string | null;
            connectorVersion: string | null;
            /** @description How often the exchange had handed it to a worker, as far as it counts. */
            deliveries?: number;
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
            /** @description How long the stages of a try took, as far as it got. Absent where an earlier version measured nothing. */
            stages?: {
                /** @description The receipts of the batch were signed; a part of `filedMs`. */
                confirmedMs?: number;
                /** @description The transaction of the batch, without its commit. */
                filedMs?: number;
                /** @description Opened, read and recognised. */
                openedMs?: number;
                /** @description It waited for the others of its batch, and for its turn. */
                othersMs?: number;
                /** @description From the head of the request until the message was handed to the exchange. Of the first try. */
                receivedMs?: number;
                translatedMs?: number;
                validatedMs?: number;
                /** @description From then until a worker had it. Of the first try. */
                waitedMs?: number;
            };
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
            /** @description The first of `groups`; null when no message stands still for it now. */
            cause: components["schemas"]["Cause"] | null;
            /** @description Its parked messages and its waiting ones, as far as there are any. */
            groups: components["schemas"]["Cause"][];
            notes: components["schemas"]["CauseNote"][];
        };
        CommandChange: {
            fields: {
                after?: unknown;
                before?: unknown;
                name: string;
            }[];
            /** @enum {unknown} */
            is: "changed" | "new" | "gone";
            key?: string;
            reference?: string;
            /** @description A command, a kind of record, or `message`. */
            what: string;
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
        Connector: {
            examples: components["schemas"]["ConnectorExample"][];
            /** @description Versions that are installed side by side, the newest first. */
            installed: components["schemas"]["InstalledVersion"][];
            name: string;
            /** @description Of the tenant, that use it. */
            procedures: string[];
            /** @description JSON Schema of what a municipality fills in. */
            settings: Record<string, never>;
            /** @enum {unknown} */
            stability: "draft" | "pilot" | "stable" | "retired";
            title: string;
            types: components["schemas"]["ConnectorType"][];
            version: string;
            /** @description What was filed with which version in the last 30 days; the one that filed last first. */
            versions: components["schemas"]["ConnectorVersion"][];
        };
        ConnectorExample: {
            attachments: string[];
            mime: string;
            name: string;
            /** @description What the connector makes of it: so many commands, or the code with which it refuses it. */
            outcome: {
                commands: number;
            } | {
                code: string;
            };
            sizeBytes: number;
        };
        ConnectorExampleContent: {
            attachments: string[];
            /** @description As it is sent; left out when it is no text. */
            body?: string;
            /** @description Key and commands, or the code with which it is refused. */
            expected: Record<string, never>;
            mime: string;
            name: string;
            /** @description What the connector makes of it: so many commands, or the code with which it refuses it. */
            outcome: {
                commands: number;
            } | {
                code: string;
            };
            /** @description Where it has settings of its own: those it is read with. */
            settings?: Record<string, never>;
            sizeBytes: number;
        };
        Connectors: {
            connectors: components["schemas"]["ConnectorSummary"][];
        };
        ConnectorSummary: {
            /** @description Of the tenant, in the last 30 days. */
            filed: number;
            /** @description Versions that are installed side by side, the newest first. */
            installed: components["schemas"]["InstalledVersion"][];
            name: string;
            /** @description Of the tenant, that use it. */
            procedures: string[];
            /** @description Types whose official schema is not installed. */
            schemasMissing: number;
            /** @enum {unknown} */
            stability: "draft" | "pilot" | "stable" | "retired";
            title: string;
            /** @description How many types of messages it accepts. */
            types: number;
            version: string;
        };
        ConnectorType: {
            /**
             * @description What it may come in, besides on its own.
             * @enum {unknown}
             */
            container?: "zip" | "pdf-attachment";
            /** @description Left out: any root element of the namespace that no other type names. */
            element?: string;
            /** @enum {unknown} */
            format: "xml" | "json";
            jsonSchema?: string;
            /** @description Left out: any root element that no other type takes. */
            namespace?: string;
            /** @description The official schema, as the process that answers sees it. Without `package` it is not installed. */
            official?: {
                entry: string;
                namespace: string;
                package?: {
                    name: string;
                    version: string;
                };
            };
            title: string;
            type: string;
        };
        ConnectorVersion: {
            filed: number;
            /**
             * Format: date-time
             * @description UTC.
             */
            lastAt: string;
            /** @description Null: filed by an earlier version of the hub, which did not say so. */
            version: string | null;
        };
        /** @description Whom to call about a procedure. */
        Contact: {
            mail?: string;
            name?: string;
            phone?: string;
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
        Door: {
            addresses: string[];
            /** @description Those that end first. */
            certificates: {
                /**
                 * Format: date-time
                 * @description UTC.
                 */
                endsAt: string;
                gateway?: string;
                /** @enum {unknown} */
                of: "gateway" | "procedure" | "source" | "target";
                procedure?: string;
                subject: string;
            }[];
            /**
             * Format: date-time
             * @description When somebody last came through. UTC.
             */
            contactAt?: string;
            /** @enum {unknown} */
            door: "rest" | "soap" | "xta" | "xta-client";
            /** @description What was refused in the last day, the most frequent first. */
            errors: {
                code: string;
                lastDay: number;
                lastHour: number;
                sentence: components["schemas"]["Sentence"];
            }[];
            /** @description `answered`: requests that brought no message, as questions, and looks into a mailbox. */
            lastDay: {
                accepted: number;
                answered: number;
                bytes: number;
                refused: number;
            };
            /** @description `answered`: requests that brought no message, as questions, and looks into a mailbox. */
            lastHour: {
                accepted: number;
                answered: number;
                bytes: number;
                refused: number;
            };
            /** @description Why it is not open as a whole, and what to do. */
            reasons: {
                code: string;
                sentence: components["schemas"]["Sentence"];
            }[];
            /**
             * @description `incomplete`: open, but not for everything. `unused`: nobody is set up for it, so it may be closed.
             * @enum {unknown}
             */
            state: "open" | "incomplete" | "closed" | "unused";
        };
        DoorSeries: {
            accepted: number[];
            answered: number[];
            /** @description Where each step begins, in seconds of Unix time. */
            at: number[];
            /**
             * Format: date-time
             * @description UTC.
             */
            from: string;
            refused: number[];
            stepSeconds: number;
            /**
             * Format: date-time
             * @description Now: the last step is not over.
             */
            to: string;
        };
        DoorTest: {
            /**
             * Format: date-time
             * @description UTC.
             */
            at: string;
            checks: {
                /** @enum {unknown} */
                check: "gateway" | "set-up" | "database" | "exchange" | "address" | "certificate" | "wsdl" | "source";
                /**
                 * Format: date-time
                 * @description UTC.
                 */
                endsAt?: string;
                error?: {
                    code: string;
                    sentence: components["schemas"]["Sentence"];
                };
                passed: boolean;
                target?: string;
            }[];
            passed: boolean;
        };
        DryRun: {
            /** @description How much filing it now would add; what is there already is not added again. */
            adds?: {
                caseFiles: number;
                cases: number;
                closings: number;
                documents: number;
                formats: number;
                versions: number;
            };
            /** @description What became of it up to now. */
            before: {
                error?: components["schemas"]["MessageError"];
                /** @enum {unknown} */
                state: "accepted" | "filed" | "rejected" | "parked";
            };
            /** @description What the connector of today makes of it. */
            commands?: Record<string, never>[];
            /** @description Where the message was filed. Commands are kept nowhere: what it has filed is told from its records. Of records that were there before it, only what it added is compared. */
            comparison?: {
                differences: components["schemas"]["RecordDifference"][];
                filed: components["schemas"]["RecordFacts"][];
                /** @description Records without a difference. */
                same: number;
                today: components["schemas"]["RecordFacts"][];
            };
            connector: {
                name: string;
                version?: string;
            };
            /** @description The correction that was read in place of what was sent. */
            correction?: number;
            /** @description Why it would be refused. */
            error?: components["schemas"]["MessageError"];
            /** Format: uuid */
            id: string;
            key?: string;
            /**
             * @description What would become of it today.
             * @enum {unknown}
             */
            result: "filed" | "refused";
            type?: string;
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
        InstalledVersion: {
            /** @description Of the tenant, whose messages it reads. */
            procedures: string[];
            /**
             * @description `package`: it came in a connector package, whose code runs in an interpreter.
             * @enum {unknown}
             */
            source: "catalogue" | "package";
            /** @enum {unknown} */
            stability: "draft" | "pilot" | "stable" | "retired";
            version: string;
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
        Keys: {
            keys: components["schemas"]["RingKey"][];
            /** @description Secrets of webhooks that are valid. Two of one procedure: its receiver changes to the newer one. */
            webhooks: {
                /**
                 * Format: date-time
                 * @description UTC.
                 */
                createdAt: string;
                generation: number;
                procedure: string;
            }[];
        };
        /** @description What a sender says it has sent, held against what the hub has. Counts are complete; keys are named up to `limit`. */
        ListComparison: {
            /** @description Of the list, and accepted at another time. */
            elsewhere: {
                count: number;
                keys: {
                    /**
                     * Format: date-time
                     * @description UTC.
                     */
                    acceptedAt: string;
                    key: string;
                }[];
            };
            /** @description Accepted in the range, and not in the list. */
            extra: {
                count: number;
                keys: {
                    /** Format: uri-reference */
                    href: string;
                    key: string;
                    /** @enum {unknown} */
                    state: "accepted" | "filed" | "rejected" | "parked";
                }[];
            };
            /**
             * Format: date-time
             * @description UTC.
             */
            from: string;
            /** @description Of the list, and accepted in the range. A key with several contents counts as the furthest. */
            here: {
                filed: number;
                inFlight: number;
                parked: number;
                rejected: number;
            };
            /** @description Different keys of the list. */
            listed: number;
            /** @description Of the list, and not known. */
            missing: {
                count: number;
                keys: string[];
            };
            procedure: string;
            /** @description Lines that name a key once more. */
            repeated: number;
            /**
             * Format: date-time
             * @description UTC.
             */
            to: string;
            /** @description Accepted in the range, and no worker has read the key yet: what is missing may be among these. Compare again once it is 0. */
            withoutKey: number;
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
            /** @description W3C trace: the one of `traceparent`, where the sender gave one. It is in log lines of the message and, where the hub records traces, at the collector. */
            traceId?: string;
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
        NewAlertChannel: {
            address: string;
            /** @enum {unknown} */
            kind: "mail" | "webhook";
            /**
             * @description Of mails; a webhook is told both.
             * @default de
             * @enum {unknown}
             */
            language: "de" | "en";
            title: string;
        };
        NewAlertRule: {
            /** @description Without it all, also those that come later. */
            channels?: string[];
            enabled: boolean;
            forMinutes: number;
            /** @description With fewer messages a share says nothing (`parked-rate`). */
            minimum?: number;
            /** @description Names. Without it all, also those that come later. */
            procedures?: string[];
            /** @description Without it people are told once. */
            repeatHours?: number;
            /** @enum {unknown} */
            severity: "warning" | "critical";
            /** @description Needed by every kind that has one; see the description of the kinds. */
            threshold?: number;
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
        NewReplay: {
            /** @description An installed version, whose commands it is held against, or `filed`: what the messages have filed. Default: the version that the procedure has now, if it is another one, else `filed`. */
            against?: string;
            /**
             * Format: date-time
             * @description Accepted at or after this time.
             */
            from?: string;
            /** @description The newest of them. Default: 1,000. */
            limit?: number;
            procedure: string;
            /**
             * @description Default: `filed`.
             * @enum {unknown}
             */
            state?: "filed" | "rejected" | "parked";
            /**
             * Format: date-time
             * @description Accepted before this time.
             */
            to?: string;
            /** @description Of the connector, to look at. Default: the newest that is not retired. */
            version?: string;
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
            /** @description Each of several problems, with a JSON pointer into what was sent. */
            problems?: {
                path: string;
                sentence: components["schemas"]["Sentence"];
            }[];
            sentence: components["schemas"]["Sentence"];
            status: number;
            title: string;
            /**
             * Format: uri
             * @description `urn:fachwerk:error:` and the code.
             */
            type: string;
        };
        Procedure: {
            /** @description Why its messages wait: something is misconfigured. */
            cause?: components["schemas"]["MessageError"];
            certificates: {
                /**
                 * Format: date-time
                 * @description When the first valid certificate ends. UTC.
                 */
                nextEnd?: string;
                valid: number;
            };
            /** @description With the version that reads its messages. Only its name when the hub does not have that. */
            connector: {
                name: string;
                title?: string;
                version?: string;
            };
            /** @description The version of its connector that reads its messages; null for the newest that is installed and not retired. */
            connectorVersion: string | null;
            contact?: components["schemas"]["Contact"];
            /**
             * Format: date-time
             * @description UTC.
             */
            createdAt: string;
            keys: {
                /**
                 * Format: date-time
                 * @description When the first valid key ends. UTC.
                 */
                nextEnd?: string;
                valid: number;
            };
            name: string;
            /**
             * @description `by-key`: messages of the same order key are filed in the order in which they were accepted.
             * @enum {unknown}
             */
            order: "none" | "by-key";
            paused?: components["schemas"]["OperatorPause"];
            /** @description Most messages for each gateway, as `50/s` or `600/min`; null for no limit. */
            rate: string | null;
            /**
             * @description How receipts go to it. Left out: it fetches them.
             * @enum {unknown}
             */
            receiptsBy?: "webhook" | "soap" | "xta";
            title: string;
            /**
             * @description `required`: messages wait for an official schema that is not installed.
             * @enum {unknown}
             */
            validation: "required" | "when-installed";
        };
        ProcedureCertificate: {
            /**
             * Format: date-time
             * @description UTC.
             */
            addedAt: string;
            addedBy: string;
            /** @description SHA-256 of the certificate (DER). */
            fingerprint: string;
            /** Format: uuid */
            id: string;
            issuer: string;
            /**
             * Format: date-time
             * @description Written down once a minute; left out when it was never used. UTC.
             */
            lastUsedAt?: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            notAfter: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            notBefore: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            revokedAt?: string;
            /** @enum {unknown} */
            state: "valid" | "not-yet-valid" | "expired" | "revoked";
            /** @description May be empty. */
            subject: string;
        };
        ProcedureCertificates: {
            /** Format: uuid */
            after?: string;
            certificates: components["schemas"]["ProcedureCertificate"][];
        };
        ProcedureKey: {
            /**
             * Format: date-time
             * @description UTC.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            expiresAt?: string;
            /** Format: uuid */
            id: string;
            label: string;
            /**
             * Format: date-time
             * @description Written down once a minute; left out when it was never used. UTC.
             */
            lastUsedAt?: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            revokedAt?: string;
            /** @enum {unknown} */
            state: "valid" | "expired" | "revoked";
        };
        ProcedureKeys: {
            /** Format: uuid */
            after?: string;
            keys: components["schemas"]["ProcedureKey"][];
        };
        Procedures: {
            connectors: components["schemas"]["SettableConnector"][];
            procedures: components["schemas"]["Procedure"][];
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
        RecordDifference: {
            fields: {
                after?: unknown;
                before?: unknown;
                name: string;
            }[];
            /**
             * @description `gone`: it was filed, and today nothing names it.
             * @enum {unknown}
             */
            is: "changed" | "new" | "gone";
            key?: string;
            /** @enum {unknown} */
            record: "case-file" | "case" | "document";
            reference?: string;
        };
        /** @description A record, or a version of a document, as a message has it. */
        RecordFacts: {
            facts: Record<string, never>;
            key?: string;
            /** @enum {unknown} */
            record: "case-file" | "case" | "document";
            reference?: string;
        };
        ReplayedMessage: {
            /**
             * Format: date-time
             * @description UTC.
             */
            acceptedAt: string;
            changes?: components["schemas"]["CommandChange"][];
            /** @description Why the version that is looked at refuses it, or the archive what this version makes of it. */
            error?: components["schemas"]["MessageError"];
            /** Format: uuid */
            id: string;
            key?: string;
            /** @enum {unknown} */
            outcome: "unchanged" | "changed" | "newly-refused" | "no-longer-refused" | "body-gone" | "not-tried";
        };
        /** @description The first line says what is compared, the last one how many messages had which outcome, or what went wrong. */
        ReplayLine: {
            replay: {
                /** @description A version, or `filed`. */
                against: string;
                connector: string;
                version: string;
            };
        } | {
            message: components["schemas"]["ReplayedMessage"];
        } | {
            summary: components["schemas"]["ReplaySummary"];
        } | {
            error: {
                code: string;
                sentence: components["schemas"]["Sentence"];
            };
        };
        ReplaySummary: {
            "body-gone": number;
            changed: number;
            "newly-refused": number;
            "no-longer-refused": number;
            "not-tried": number;
            unchanged: number;
        };
        /** @description A key that all tenants share. Its secret is told to nobody. */
        RingKey: {
            /**
             * Format: date-time
             * @description UTC.
             */
            createdAt: string;
            /** @description As receipts name it, and `/.well-known/jwks.json`. */
            kid: string;
            /** @enum {unknown} */
            purpose: "message-id" | "receipt";
            /**
             * @description `announced`: known, and used from `usedFrom` on. `checks`: only checks what it made.
             * @enum {unknown}
             */
            state: "announced" | "in-use" | "checks";
            /**
             * Format: date-time
             * @description UTC.
             */
            usedFrom: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            usedUntil?: string;
        };
        RingRotation: {
            /** @enum {unknown} */
            purpose: "message-id" | "receipt";
        };
        /** @enum {unknown} */
        Role: "viewer" | "operator" | "approver" | "clerk" | "tenant-administrator" | "provider-administrator";
        SampleRun: {
            /** @description Left out when it would be refused, or was not planned against the archive: then `filed` is what the connector says. */
            adds?: {
                caseFiles: number;
                cases: number;
                closings: number;
                documents: number;
                formats: number;
                versions: number;
            };
            /** @description What the connector makes of it. */
            commands?: Record<string, never>[];
            connector: {
                name: string;
                version?: string;
            };
            /** @description Why the message would not be filed. */
            error?: components["schemas"]["MessageError"];
            /** @description Each place of the message that has a value, by the path that settings name it with; at most 500. `times`: there are several. Empty when the message could not be read. */
            fields: {
                path: string;
                times?: number;
                value: string;
            }[];
            key?: string;
            /** @description What is wrong with the settings, with a JSON pointer into them. */
            problems?: {
                path: string;
                sentence: {
                    de: string;
                    en: string;
                };
            }[];
            /**
             * @description What would become of the message with these settings.
             * @enum {unknown}
             */
            result: "filed" | "refused";
            type?: string;
        };
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
        SettableConnector: {
            name: string;
            settingsSchema: Record<string, never>;
            /** @enum {unknown} */
            stability: "draft" | "pilot" | "stable" | "retired";
            title: string;
            version: string;
            /** @description All that are installed, the newest first. */
            versions: components["schemas"]["SettableVersion"][];
        };
        SettableVersion: {
            settingsSchema: Record<string, never>;
            /**
             * @description `package`: it came in a connector package, whose code runs in an interpreter.
             * @enum {unknown}
             */
            source: "catalogue" | "package";
            /** @enum {unknown} */
            stability: "draft" | "pilot" | "stable" | "retired";
            version: string;
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
            /** @description Of coming in, or of a try. */
            durationMs?: number;
            fileReference?: string;
            /** @enum {unknown} */
            kind: "accepted" | "attempt" | "decision" | "filed" | "receipt";
            /** @description Of the receipt on its way to the procedure. */
            state?: string;
            /** @description How often the receipt was sent. */
            tries?: number;
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
        Webhook: {
            /** @description Otherwise receipts are written down and wait. */
            active: boolean;
            /** @description In a row. */
            failures: number;
            pending: number;
            /**
             * Format: date-time
             * @description UTC.
             */
            restUntil?: string;
            /** @description How many are valid: two while the receiver changes over. */
            secrets: number;
            stopped: number;
            /** @description Its query is shown to those who may change it. */
            url: string;
        };
        WebhookTest: {
            /** @description Whether the receiver said 2xx. */
            delivered: boolean;
            /** Format: uuid */
            delivery: string;
            durationMs: number;
            error?: {
                code: string;
                sentence: components["schemas"]["Sentence"];
            };
            /** @description What the receiver answered; left out when it did not. */
            status?: number;
        };
        WholeDoor: {
            addresses: string[];
            /**
             * Format: date-time
             * @description UTC.
             */
            asOf: string;
            /** @description Those that end first. */
            certificates: {
                /**
                 * Format: date-time
                 * @description UTC.
                 */
                endsAt: string;
                gateway?: string;
                /** @enum {unknown} */
                of: "gateway" | "procedure" | "source" | "target";
                procedure?: string;
                subject: string;
            }[];
            /**
             * Format: date-time
             * @description When somebody last came through. UTC.
             */
            contactAt?: string;
            /** @enum {unknown} */
            door: "rest" | "soap" | "xta" | "xta-client";
            /** @description What was refused in the last day, the most frequent first. */
            errors: {
                code: string;
                lastDay: number;
                lastHour: number;
                sentence: components["schemas"]["Sentence"];
            }[];
            gateways: {
                address: string;
                name: string;
                tls?: {
                    /**
                     * Format: date-time
                     * @description UTC.
                     */
                    endsAt: string;
                    port: number;
                    subject: string;
                };
                /**
                 * Format: date-time
                 * @description UTC.
                 */
                toldAt: string;
            }[];
            /** @description `answered`: requests that brought no message, as questions, and looks into a mailbox. */
            lastDay: {
                accepted: number;
                answered: number;
                bytes: number;
                refused: number;
            };
            /** @description `answered`: requests that brought no message, as questions, and looks into a mailbox. */
            lastHour: {
                accepted: number;
                answered: number;
                bytes: number;
                refused: number;
            };
            /** @description Of XTA. */
            parties?: {
                identifier: string;
                /**
                 * Format: date-time
                 * @description UTC.
                 */
                oldestAt?: string;
                /** @description Left out for the tenant itself. */
                procedure?: string;
                services: string[];
                type: string;
                /** @description Messages that its reader has not closed. */
                waiting: number;
            }[];
            procedures: {
                /**
                 * Format: date-time
                 * @description When somebody last came through. UTC.
                 */
                contactAt?: string;
                errors: {
                    code: string;
                    lastDay: number;
                    lastHour: number;
                    sentence: components["schemas"]["Sentence"];
                }[];
                /** @description `answered`: requests that brought no message, as questions, and looks into a mailbox. */
                lastDay: {
                    accepted: number;
                    answered: number;
                    bytes: number;
                    refused: number;
                };
                /** @description What it was last refused with. */
                lastError?: {
                    /**
                     * Format: date-time
                     * @description UTC.
                     */
                    at: string;
                    code: string;
                    sentence: components["schemas"]["Sentence"];
                };
                /** @description `answered`: requests that brought no message, as questions, and looks into a mailbox. */
                lastHour: {
                    accepted: number;
                    answered: number;
                    bytes: number;
                    refused: number;
                };
                name: string;
                title: string;
            }[];
            /** @description Why it is not open as a whole, and what to do. */
            reasons: {
                code: string;
                sentence: components["schemas"]["Sentence"];
            }[];
            /** @description By webhook for `rest`, by XTA for `xta-client`. */
            receipts?: {
                active: boolean;
                /** @description In a row. */
                failures: number;
                pending: number;
                procedure: string;
                /**
                 * Format: date-time
                 * @description UTC.
                 */
                restUntil?: string;
                stopped: number;
                /** @description Origin of a webhook, or the reader of XTA. */
                to: string;
            }[];
            /** @description Of SOAP. */
            services?: {
                addresses: string[];
                connector: string;
                /** @description At every gateway. */
                installed: boolean;
                name: string;
                procedures: string[];
                title: string;
                version: string;
                wsdl: string;
            }[];
            /** @description Of the client of XTA servers. */
            sources?: {
                address: string;
                /**
                 * Format: date-time
                 * @description When somebody last came through. UTC.
                 */
                contactAt?: string;
                /** @description In a row. */
                failures: number;
                fetched: number;
                fetches: boolean;
                intervalSeconds: number;
                lastError?: {
                    /**
                     * Format: date-time
                     * @description UTC.
                     */
                    at: string;
                    code: string;
                    sentence: components["schemas"]["Sentence"];
                };
                /** @description Messages that were left in the mailbox. */
                left: number;
                /**
                 * Format: date-time
                 * @description UTC.
                 */
                nextAt: string;
                party: {
                    identifier: string;
                    type: string;
                };
                procedure: string;
                refused: number;
            }[];
            /**
             * @description `incomplete`: open, but not for everything. `unused`: nobody is set up for it, so it may be closed.
             * @enum {unknown}
             */
            state: "open" | "incomplete" | "closed" | "unused";
            /** @description What was refused before anybody was known, since the gateways started. Of no tenant: for provider administrators alone. */
            strangers?: {
                code: string;
                count: number;
                sentence: components["schemas"]["Sentence"];
            }[];
        };
        WholeProcedure: {
            /** @description Why its messages wait: something is misconfigured. */
            cause?: components["schemas"]["MessageError"];
            certificates: {
                /**
                 * Format: date-time
                 * @description When the first valid certificate ends. UTC.
                 */
                nextEnd?: string;
                valid: number;
            };
            /** @description With the version that reads its messages. Only its name when the hub does not have that. */
            connector: {
                name: string;
                title?: string;
                version?: string;
            };
            /** @description The version of its connector that reads its messages; null for the newest that is installed and not retired. */
            connectorVersion: string | null;
            contact?: components["schemas"]["Contact"];
            /**
             * Format: date-time
             * @description UTC.
             */
            createdAt: string;
            keys: {
                /**
                 * Format: date-time
                 * @description When the first valid key ends. UTC.
                 */
                nextEnd?: string;
                valid: number;
            };
            name: string;
            /**
             * @description `by-key`: messages of the same order key are filed in the order in which they were accepted.
             * @enum {unknown}
             */
            order: "none" | "by-key";
            paused?: components["schemas"]["OperatorPause"];
            /** @description Most messages for each gateway, as `50/s` or `600/min`; null for no limit. */
            rate: string | null;
            /**
             * @description How receipts go to it. Left out: it fetches them.
             * @enum {unknown}
             */
            receiptsBy?: "webhook" | "soap" | "xta";
            /** @description Goes with a change, so that nobody undoes what somebody else has done. */
            revision: string;
            /** @description By the JSON Schema of the connector. */
            settings: Record<string, never>;
            /** @description JSON Schema; null when the connector is not there. */
            settingsSchema: Record<string, never> | null;
            title: string;
            /**
             * @description `required`: messages wait for an official schema that is not installed.
             * @enum {unknown}
             */
            validation: "required" | "when-installed";
            webhook: components["schemas"]["Webhook"] | null;
        };
        XtaLeft: {
            /**
             * Format: date-time
             * @description It was closed, and is not in the hub. UTC.
             */
            closedAt?: string;
            error: {
                code: string;
                sentence: components["schemas"]["Sentence"];
            };
            /**
             * Format: date-time
             * @description UTC.
             */
            firstAt: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            lastAt: string;
            messageId: string;
            /**
             * Format: date-time
             * @description When it is fetched again; left out when it is not by itself. UTC.
             */
            nextAt?: string;
            tries: number;
        };
        XtaSource: {
            addresses: {
                management: string;
                msgbox: string;
                send: string;
            };
            /** @description Distinguished name in the certificate that is shown to the server. */
            certificate?: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            certificateEndsAt?: string;
            /** @description What cannot be accepted is closed, and so gone from the mailbox. */
            closesRefused: boolean;
            /**
             * Format: date-time
             * @description When its server last answered as it should; left out before. UTC.
             */
            contactAt?: string;
            /** @description In a row. */
            failures: number;
            fetched: number;
            /** @description Otherwise it is there to send alone. */
            fetches: boolean;
            intervalSeconds: number;
            lastError: {
                /**
                 * Format: date-time
                 * @description UTC.
                 */
                at: string;
                code: string;
                sentence: components["schemas"]["Sentence"];
            } | null;
            /** @description Messages that were left in the mailbox. */
            left: number;
            /**
             * Format: date-time
             * @description UTC.
             */
            nextAt: string;
            party: {
                identifier: string;
                type: string;
            };
            refused: number;
        };
        XtaSourceState: {
            left: components["schemas"]["XtaLeft"][];
            source: components["schemas"]["XtaSource"] | null;
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
        /** @description W3C trace context. It travels with the message; one that is malformed is left out. */
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
export type operations = Record<string, never>;
