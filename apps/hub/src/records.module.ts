import { Module } from '@nestjs/common';
import { Records } from './archive/records.js';
import { RecordsController } from './archive/records.controller.js';
import { Search } from './archive/search.js';
import { SearchController } from './archive/search.controller.js';
import { ClosingController } from './operate/closing.controller.js';
import { ReadersDatabase } from './database/database.js';

/** Root module of the role `records`: the archive's interface for people and machines. */
@Module({
  controllers: [RecordsController, SearchController, ClosingController],
  providers: [
    { provide: Records, useFactory: (database: ReadersDatabase) => new Records(database), inject: [ReadersDatabase] },
    { provide: Search, useFactory: (database: ReadersDatabase) => new Search(database), inject: [ReadersDatabase] },
  ],
})
export class RecordsModule {}
